import { type CatalogEntry, errorCatalog } from '@veza/resilience/catalog'
import type { GeneratedFile } from './generators.ts'

const head = `# Error reference

Made from the catalogue in \`@veza/resilience\`; do not edit it here.

Everything the SDK throws is a \`VezaError\` with one of these codes, or with a newer code that the server sent.

- **class**: what to catch; each says what a caller can do about it.
- **retried**: \`always\`: also a POST, since the request was surely not carried out. \`repeatable\`: where a repeat does no
  harm: GET, HEAD, PUT, DELETE, and a POST or PATCH whose idempotency key the server is known to honour; anything, when
  the answer is a 503 with Retry-After. \`never\`: no repeat would help.
- **who acts**: the caller of the API, an operator (an administrator of the account), the platform, or the network.
`

const columns =
  '| code | status | class | retried | who acts | what to do | que faire |\n|---|---|---|---|---|---|---|'

/** `docs/errors.md`, from the error catalogue. */
export function errorReference(): GeneratedFile[] {
  const entries = errorCatalog()
  const ofPlatform = entries.filter(({ status }) => status !== undefined)
  const own = entries.filter(({ status }) => status === undefined)
  const content = [
    head,
    '## Codes of the platform\n',
    table(ofPlatform),
    "\n## The SDK's own codes\n",
    table(own),
  ]
  return [{ path: 'docs/errors.md', content: `${content.join('\n')}\n` }]
}

function table(entries: readonly CatalogEntry[]): string {
  return [columns, ...entries.map(row)].join('\n')
}

function row({ code, status, className, retry, actor, remedy }: CatalogEntry): string {
  return `| \`${code}\` | ${status ?? '–'} | \`${className}\` | ${retry} | ${actor} | ${remedy.en} | ${remedy.fr} |`
}

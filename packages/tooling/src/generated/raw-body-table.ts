import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace/root.ts'
import type { GeneratedFile } from './generators.ts'

/** By setup, then by payload: the code or the status of a refusal; what is not there was verified. */
type Matrix = Readonly<Record<string, Readonly<Record<string, string>>>>

const source = 'packages/webhooks/test/raw-body/matrix.json'

const head = `# Which bodies are verified

Made from \`${source}\`, which the tests hold true over real sockets; do not edit it here.

Each setup gets a JSON body that no parser would write again as it was (\`1.0\`, CRLF, escapes, a large integer), with and
without a charset, of a vendor's type and with a byte order mark; a form; text; bytes that are no text; gzip; 150 KB;
1.1 MB, with the default limit of 1 MiB and with a higher one; chunks; and nothing at all. Verified means: the listener
had the very bytes that were signed, those from before a \`Content-Encoding\`. A status alone is the framework's own
refusal, before the handler was called. NestJS 11 and Next.js 16 are held to the same list by \`pnpm matrix:webhooks\`.

| framework | what reads the body before | not verified |
|---|---|---|`

/** `docs/webhooks/raw-body.md`, from the checked-in outcomes. */
export function rawBodyTable(): GeneratedFile {
  const matrix = JSON.parse(readFileSync(join(root, source), 'utf8')) as Matrix
  const rows = Object.entries(matrix).map(([setup, refused]) => {
    const comma = setup.indexOf(', ')
    return `| ${setup.slice(0, comma)} | ${setup.slice(comma + 2)} | ${causes(refused) || '–'} |`
  })
  return { path: 'docs/webhooks/raw-body.md', content: `${head}\n${rows.join('\n')}\n` }
}

function causes(refused: Readonly<Record<string, string>>): string {
  const byCause = Map.groupBy(Object.keys(refused), (payload) => refused[payload])
  return [...byCause].map(([cause, payloads]) => `\`${cause}\`: ${payloads.join('; ')}`).join('<br>')
}

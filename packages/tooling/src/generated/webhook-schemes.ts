import type { Scheme } from '@veza/webhooks'
import * as schemes from '@veza/webhooks/schemes'
import { httpSignatures } from '@veza/webhooks/schemes/http-signatures'
import { paypal } from '@veza/webhooks/schemes/paypal'
import type { GeneratedFile } from './generators.ts'

const head = `# Webhook schemes

Made from the schemes in \`@veza/webhooks\`; do not edit it here.

- **scheme**: from \`@veza/webhooks/schemes\`; \`paypal\` and \`httpSignatures\` have entries of their own below it.
- **what is signed**: put together from the request, byte for byte. What is not in it, nobody vouches for.
- **time**: where it stands, how it is written, and how far from now it may be by default. Without one, only the claim
  store stops a repeat.
- **id**: what tells a repeat. *unsigned*: it is shown, and repeats are told by the signed bytes.
`

/** Schemes that take options: some that show them at work. */
const examples: readonly (readonly [call: string, scheme: Scheme])[] = [
  ['convoy({ advanced: false })', schemes.convoy({ advanced: false })],
  ["hook0({ headers: ['x-event-id'] })", schemes.hook0({ headers: ['x-event-id'] })],
  ["httpSignatures({ algorithm: 'ed25519' })", httpSignatures({ algorithm: 'ed25519' })],
  ['hubspot({ url })', schemes.hubspot({ url: '{url}' })],
  ["hubspot({ url, version: 'v2' })", schemes.hubspot({ url: '{url}', version: 'v2' })],
  ["hubspot({ version: 'v1' })", schemes.hubspot({ version: 'v1' })],
  ['paypal({ webhookId })', paypal({ webhookId: 'x', roots: '' })],
  ['square({ url })', schemes.square({ url: '{url}' })],
  ['twilio({ url })', schemes.twilio({ url: '{url}' })],
  ...legacy(),
]

/** `docs/webhooks/schemes.md`, from the schemes themselves. */
export function webhookSchemes(): GeneratedFile[] {
  const own = Object.entries(schemes).flatMap(([name, make]): [string, Scheme][] => {
    const isOption = ['custom', 'hmac', 'hubspot', 'square', 'twilio'].includes(name)
    return isOption ? [] : [[`${name}()`, (make as () => Scheme)()]]
  })
  const rows = [...own, ...examples]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([call, scheme]) => row(call, scheme))
  const columns =
    '| scheme | signature | made with | what is signed | time | id | event |\n|---|---|---|---|---|---|---|'
  const rest =
    'Anything else: `hmac({ header, … })` for what signs with HMAC, `custom({ name, verify })` for the rest.'
  return [
    { path: 'docs/webhooks/schemes.md', content: `${head}\n${[columns, ...rows].join('\n')}\n\n${rest}\n` },
  ]
}

function legacy(): [string, Scheme][] {
  const scheme = schemes.veza({ legacy: true })
  return [['veza({ legacy: true }), older headers', scheme.alternatives?.[0] ?? scheme]]
}

function row(call: string, scheme: Scheme): string {
  const { algorithm, type } = scheme
  const cells =
    'check' in scheme
      ? [code(call), 'its own', algorithm, text(scheme.signs), 'its own', 'its own', places(type)]
      : [
          code(call),
          signature(scheme),
          `${algorithm}, ${scheme.encoding}`,
          code(signedBytes(scheme)),
          time(scheme),
          id(scheme),
          places(type),
        ]
  return `| ${cells.join(' | ')} |`
}

type SignatureScheme = Exclude<Scheme, { readonly check: unknown }>
type Places = Scheme['type']

function signature({ format }: SignatureScheme): string {
  return code(`${format.header}: ${format.shape}`)
}

const someUrl = 'https://example.com/'

/** Signs placeholders, to see what is put together. */
function signedBytes(scheme: SignatureScheme): string {
  if (scheme.algorithm === 'token') return 'nothing: a token comes along'
  const parts = scheme.signed({
    id: '{id}',
    timestamp: '{time}',
    version: scheme.sends?.version ?? scheme.version ?? '',
    body: new TextEncoder().encode('{body}'),
    pairs: new Map(Object.entries(scheme.sends?.pairs ?? {})),
    request: { method: '{method}', address: someUrl, needed: (name) => `{${name}}` },
  })
  const texts = parts.map((part) => (typeof part === 'string' ? part : new TextDecoder().decode(part)))
  return texts.join('').replace(someUrl, '{url}')
}

function time({ timestamp, toleranceMs = 300_000 }: SignatureScheme): string {
  return timestamp === undefined
    ? '–'
    : `${places(timestamp)}, ${timestamp.unit.name}, ${toleranceMs / 1000} s`
}

function id({ id: place }: SignatureScheme): string {
  return place === undefined ? 'signed bytes' : places(place) + (place.signed === false ? ', unsigned' : '')
}

function places(found: Places): string {
  if (found === undefined) return '–'
  const list = 'length' in found ? found : [found]
  return list
    .map((place) =>
      code('header' in place ? place.header : 'pair' in place ? `${place.pair}=` : `body.${place.body}`),
    )
    .join(' or ')
}

function code(value: string): string {
  return `\`${text(value)}\``
}

function text(value: string): string {
  return value.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

import type { Sent } from './official.ts'

/** A request as it would be after something happened to it. */
export interface Variant {
  readonly name: string
  /** How far from now it is signed, in seconds. */
  readonly shiftSeconds?: number
  /** Verified with another secret. */
  readonly wrongSecret?: boolean
  readonly change?: (sent: Sent) => Sent
}

const bytes = (change: (body: Buffer) => Buffer) => (sent: Sent) => ({ ...sent, body: change(sent.body) })

/** Every way in which official packages and ours are compared. */
export const variants: readonly Variant[] = [
  { name: 'genuine' },
  { name: 'another secret', wrongSecret: true },
  { name: 'a changed body', change: bytes((body) => Buffer.from(body.toString().replace('t', 'T'))) },
  { name: 'a byte more', change: bytes((body) => Buffer.concat([body, Buffer.from(' ')])) },
  { name: 'no signature', change: (sent) => withHeaders(sent, () => undefined) },
  { name: 'an empty signature', change: (sent) => withHeaders(sent, () => '') },
  {
    name: 'half a signature',
    change: (sent) => withHeaders(sent, (value) => value.slice(0, value.length / 2)),
  },
  { name: 'signature in capitals', change: (sent) => withHeaders(sent, (value) => value.toUpperCase()) },
  {
    name: 'signature for URLs',
    change: (sent) => withHeaders(sent, (value) => value.replaceAll('+', '-').replaceAll('/', '_')),
  },
  {
    name: 'signature with padding taken off',
    change: (sent) => withHeaders(sent, (value) => value.replace(/=+(:?)$/, '$1')),
  },
  { name: 'signature with a letter more', change: (sent) => withHeaders(sent, (value) => `${value}0`) },
  { name: 'six minutes ago', shiftSeconds: -360 },
  { name: 'an hour ahead', shiftSeconds: 3600 },
  { name: 'two minutes ago', shiftSeconds: -120 },
  { name: 'two minutes ahead', shiftSeconds: 120 },
]

const signatureHeader = /signature|hmac/

/** Changes every header that holds a signature. */
function withHeaders(sent: Sent, change: (value: string) => string | undefined): Sent {
  const headers = Object.entries(sent.headers).flatMap(([name, value]): [string, string][] => {
    const isSignature = signatureHeader.test(name) && !/timestamp|input/.test(name)
    const next = isSignature ? change(value) : value
    return next === undefined ? [] : [[name, next]]
  })
  return { ...sent, headers: Object.fromEntries(headers) }
}

import { contentOf, type Der, inside, objectId, readAll } from './der.ts'

/** What is needed of a certificate (RFC 5280) to check a chain. */
export interface Certificate {
  /** What its issuer signed. */
  readonly signed: Uint8Array<ArrayBuffer>
  readonly signature: Uint8Array<ArrayBuffer>
  /** Object identifier of the algorithm it was signed with. */
  readonly algorithm: string
  /** The issuer's name, as bytes. */
  readonly issuer: Uint8Array<ArrayBuffer>
  readonly subject: Uint8Array<ArrayBuffer>
  readonly commonName: string | undefined
  /** From when to when it holds, in milliseconds since the Unix epoch. */
  readonly notBeforeMs: number
  readonly notAfterMs: number
  /** The public key, as SPKI. */
  readonly publicKey: Uint8Array<ArrayBuffer>
  /** Object identifiers of the key's algorithm and its curve. */
  readonly keyAlgorithm: readonly string[]
  readonly isAuthority: boolean
  /** How many authorities may stand between it and the last certificate. */
  readonly maxBelow: number
  /** Whether it may sign certificates, and whether messages; both where it does not say. */
  readonly signsCertificates: boolean
  readonly signsMessages: boolean
  /** A critical extension that nobody here understands. */
  readonly hasUnknownRule: boolean
}

/** Reads a certificate. Throws when it is none. */
export function readCertificate(der: Uint8Array<ArrayBuffer>): Certificate {
  const [tbs, outer, signatureBits, ...others] = inside(readAll(der)[0])
  const fields = inside(tbs)
  const at = fields[0]?.tag === 0xa0 ? 1 : 0
  const [algorithm, issuer, validity, subject, key] = fields.slice(at + 1)
  const [notBefore, notAfter] = inside(validity)
  const [keyAlgorithm] = inside(key)
  const [id, parameters] = inside(keyAlgorithm)
  const extensions = readExtensions(fields.find(({ tag }) => tag === 0xa3))
  const oid = objectId(inside(algorithm)[0])
  if (oid !== objectId(inside(outer)[0]) || others.length > 0)
    throw new Error('a certificate contradicts itself')
  return {
    signed: (tbs as Der).whole,
    signature: bits(signatureBits),
    algorithm: oid,
    issuer: (issuer as Der).whole,
    subject: (subject as Der).whole,
    commonName: commonName(subject),
    notBeforeMs: instant(notBefore),
    notAfterMs: instant(notAfter),
    publicKey: (key as Der).whole,
    keyAlgorithm: [objectId(id), ...(parameters?.tag === 0x06 ? [objectId(parameters)] : [])],
    ...constraints(extensions.get('2.5.29.19')?.value),
    ...usage(extensions.get('2.5.29.15')?.value),
    hasUnknownRule: [...extensions].some(
      ([name, { isCritical }]) => isCritical && !understood.includes(name),
    ),
  }
}

/** Basic constraints, key usage, extended key usage, alternative names, policies. */
const understood = ['2.5.29.19', '2.5.29.15', '2.5.29.37', '2.5.29.17', '2.5.29.32']

interface Extension {
  readonly isCritical: boolean
  readonly value: Uint8Array<ArrayBuffer>
}

function readExtensions(field: Der | undefined): Map<string, Extension> {
  if (field === undefined) return new Map()
  return new Map(
    inside(inside(field, 0xa3)[0]).map((extension) => {
      const [name, ...rest] = inside(extension)
      const [flag] = rest
      const isCritical = flag?.tag === 0x01 && flag.content[0] !== 0
      return [objectId(name), { isCritical, value: contentOf(rest.at(-1), 0x04) }]
    }),
  )
}

function constraints(
  value: Uint8Array<ArrayBuffer> | undefined,
): Pick<Certificate, 'isAuthority' | 'maxBelow'> {
  if (value === undefined) return { isAuthority: false, maxBelow: 0 }
  const parts = inside(readAll(value)[0])
  const limit = parts.find(({ tag }) => tag === 0x02)
  return {
    isAuthority: parts.some(({ tag, content }) => tag === 0x01 && content[0] !== 0),
    maxBelow: limit === undefined ? Number.POSITIVE_INFINITY : (limit.content[0] ?? 0),
  }
}

function usage(
  value: Uint8Array<ArrayBuffer> | undefined,
): Pick<Certificate, 'signsCertificates' | 'signsMessages'> {
  const flags = value === undefined ? 0xff : (contentOf(readAll(value)[0], 0x03)[1] ?? 0)
  return { signsMessages: (flags & 0x80) !== 0, signsCertificates: (flags & 0x04) !== 0 }
}

function bits(value: Der | undefined): Uint8Array<ArrayBuffer> {
  const content = contentOf(value, 0x03)
  if (content[0] !== 0) throw new Error('a certificate has a broken signature')
  return content.subarray(1)
}

function commonName(subject: Der | undefined): string | undefined {
  for (const set of inside(subject)) {
    const [name, value] = inside(inside(set, 0x31)[0])
    if (objectId(name) === '2.5.4.3' && value !== undefined) return new TextDecoder().decode(value.content)
  }
  return undefined
}

/** UTCTime or GeneralizedTime, both in the one form that RFC 5280 allows. */
function instant(value: Der | undefined): number {
  const text = new TextDecoder().decode(contentOf(value, value?.tag === 0x18 ? 0x18 : 0x17))
  const century = Number(text.slice(0, 2)) < 50 ? '20' : '19'
  const full = value?.tag === 0x18 ? text : century + text
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full)?.map(Number) ?? []
  const ms = Date.UTC(year ?? Number.NaN, (month ?? 0) - 1, day, hour, minute, second)
  if (Number.isNaN(ms)) throw new Error('a certificate has a broken time')
  return ms
}

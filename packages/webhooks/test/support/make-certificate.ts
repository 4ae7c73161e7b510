import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** What a test certificate says. */
export interface CertificateWish {
  readonly subject: string
  readonly issuer?: string
  readonly notBefore?: Date
  readonly notAfter?: Date
  /** Whether it may issue certificates, and how many authorities may follow. */
  readonly isAuthority?: boolean
  readonly pathLength?: number
  /** Bits of key usage, first byte: 0x80 for messages, 0x04 for certificates. */
  readonly usage?: number
  /** Adds a critical extension that nobody knows. */
  readonly unknownRule?: boolean
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512'
}

/** A certificate with its private key. */
export interface Issued {
  readonly pem: string
  readonly der: Buffer<ArrayBuffer>
  readonly key: KeyObject
  readonly subject: string
}

/** Makes a key pair and a certificate for it, signed by an issuer, or by itself. */
export function makeCertificate(
  wish: CertificateWish,
  issuer?: Issued,
  keys: { readonly privateKey: KeyObject } = generateKeyPairSync('rsa', { modulusLength: 2048 }),
): Issued {
  const signingKey = issuer?.key ?? keys.privateKey
  const algorithm = sequence(...algorithmOf(signingKey, wish.hash ?? 'sha256'))
  const tbs = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    algorithm,
    name(wish.issuer ?? issuer?.subject ?? wish.subject),
    sequence(time(wish.notBefore ?? new Date('2020-01-01')), time(wish.notAfter ?? new Date('2049-01-01'))),
    name(wish.subject),
    createPublicKey(keys.privateKey).export({ format: 'der', type: 'spki' }),
    tagged(0xa3, sequence(...extensions(wish))),
  )
  const signature = sign(wish.hash ?? 'sha256', tbs, signingKey)
  const der = sequence(tbs, algorithm, tagged(0x03, Buffer.from([0]), signature))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
  return { pem, der, key: keys.privateKey, subject: wish.subject }
}

function extensions({ isAuthority, pathLength, usage, unknownRule = false }: CertificateWish): Buffer[] {
  const critical = tagged(0x01, Buffer.from([0xff]))
  const extension = (oid: string, value: Buffer) => sequence(objectId(oid), critical, tagged(0x04, value))
  const found: Buffer[] = []
  if (isAuthority !== undefined) {
    const flags = isAuthority ? [critical] : []
    const limit = pathLength === undefined ? [] : [integer(pathLength)]
    found.push(extension('2.5.29.19', sequence(...flags, ...limit)))
  }
  if (usage !== undefined) found.push(extension('2.5.29.15', tagged(0x03, Buffer.from([0, usage]))))
  if (unknownRule) found.push(extension('2.5.29.30', sequence()))
  return found
}

function algorithmOf(key: KeyObject, hash: string): Buffer[] {
  if (key.asymmetricKeyType === 'ec')
    return [objectId(hash === 'sha384' ? '1.2.840.10045.4.3.3' : '1.2.840.10045.4.3.2')]
  const last = { sha1: 5, sha256: 11, sha384: 12, sha512: 13 }[hash]
  return [objectId(`1.2.840.113549.1.1.${last}`), tagged(0x05)]
}

function name(common: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId('2.5.4.3'), tagged(0x0c, Buffer.from(common)))))
}

function time(date: Date): Buffer {
  const text = `${date.toISOString().replaceAll(/[-:T]|\.\d+/g, '')}`
  return date.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(text.slice(2)))
    : tagged(0x18, Buffer.from(text))
}

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const number of others) {
    const digits = [number & 0x7f]
    for (let rest = number >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80)
    bytes.push(...digits)
  }
  return tagged(0x06, Buffer.from(bytes))
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.from([value]))
}

function sequence(...parts: readonly Buffer[]): Buffer<ArrayBuffer> {
  return tagged(0x30, ...parts)
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer<ArrayBuffer> {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

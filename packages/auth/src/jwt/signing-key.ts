import { invalidOption, isPlain } from '@veza/resilience/options'
import { refuseInBrowser } from '../options/in-browser.ts'

/** How a JWT is signed. */
export type SigningAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'

/** A private key, and how the other side knows it. */
export interface SigningKeyOptions {
  /** PKCS#8 as PEM (`-----BEGIN PRIVATE KEY-----`), a JWK, or a `CryptoKey`. */
  readonly privateKey: string | JsonWebKey | CryptoKey
  /** The key's id in the key set that the other side has. @defaultValue the JWK's own, or none */
  readonly keyId?: string | undefined
  /** @defaultValue what fits the key; 'RS256' for PEM */
  readonly algorithm?: SigningAlgorithm | undefined
}

/** A key ready to sign. */
export interface SigningKey {
  readonly key: CryptoKey
  readonly algorithm: SigningAlgorithm
  readonly keyId: string | undefined
}

/** The algorithms there are. */
export const signingAlgorithms: readonly SigningAlgorithm[] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
]

/**
 * Checks a private key's form at once, and imports it with the first use.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; at once for what is surely no key, at the first use for what
 * turns out to be none. Quotes nothing of it.
 */
export function signingKey(what: string, options: SigningKeyOptions): () => Promise<SigningKey> {
  const { privateKey, algorithm } = options
  if (algorithm !== undefined && !signingAlgorithms.includes(algorithm))
    throw invalidOption(
      `${what}: option "algorithm" is invalid`,
      `Write one of ${signingAlgorithms.join(', ')}.`,
    )
  const remedy = formRemedy(privateKey)
  if (remedy !== undefined) throw invalidOption(`${what}: option "privateKey" is invalid`, remedy)
  // A key that the page itself cannot read out may be used there.
  if (!isCryptoKey(privateKey) || privateKey.extractable) refuseInBrowser('A private key')
  let imported: Promise<SigningKey> | undefined
  return () => {
    imported ??= importKey(options).catch(() => {
      imported = undefined
      throw invalidOption(
        `${what}: option "privateKey" is invalid`,
        `It cannot be read as a private key for ${algorithm ?? 'its algorithm'}; check the file and the algorithm.`,
      )
    })
    return imported
  }
}

async function importKey({ privateKey, keyId, algorithm }: SigningKeyOptions): Promise<SigningKey> {
  if (isCryptoKey(privateKey)) {
    return { key: privateKey, keyId, algorithm: algorithm ?? algorithmOf(cryptoKeyKind(privateKey)) }
  }
  const { importJWK, importPKCS8 } = await import('jose/key/import')
  if (typeof privateKey === 'string') {
    const known = algorithm ?? 'RS256'
    return { key: await importPKCS8(privateKey.trim(), known), algorithm: known, keyId }
  }
  const { alg, kid, crv, kty, ...rest } = privateKey as JsonWebKey & { kid?: string }
  const known = algorithm ?? signingAlgorithms.find((one) => one === alg) ?? algorithmOf(crv ?? kty ?? '')
  const jwk = { ...rest, ...(crv === undefined ? {} : { crv }), kty: kty ?? '', alg: known }
  const key = await importJWK(jwk as Parameters<typeof importJWK>[0], known)
  if (!isCryptoKey(key) || key.type !== 'private') throw new TypeError('no private key')
  return { key, algorithm: known, keyId: keyId ?? kid }
}

function formRemedy(privateKey: unknown): string | undefined {
  if (isCryptoKey(privateKey)) {
    return privateKey.type === 'private' && privateKey.usages.includes('sign')
      ? undefined
      : 'Pass a private CryptoKey that may sign.'
  }
  if (isPlain(privateKey))
    return typeof privateKey['d'] === 'string'
      ? undefined
      : 'That JWK holds no private key: its "d" is missing.'
  if (typeof privateKey !== 'string') return 'Pass a PEM text, a JWK or a CryptoKey.'
  const text = privateKey.trim()
  if (text.startsWith('-----BEGIN PRIVATE KEY-----')) return undefined
  if (text.startsWith('-----BEGIN ENCRYPTED'))
    return 'It is encrypted; decrypt it: openssl pkcs8 -in key.pem.'
  if (/^-----BEGIN (?:RSA|EC) PRIVATE KEY-----/.test(text))
    return 'Convert it to PKCS#8: openssl pkcs8 -topk8 -nocrypt -in key.pem.'
  if (text.startsWith('-----BEGIN PUBLIC KEY-----')) return 'That is the public key; pass the private one.'
  return 'Pass the text of a PEM file, which begins with "-----BEGIN PRIVATE KEY-----", not its path.'
}

function isCryptoKey(value: unknown): value is CryptoKey {
  return Object.prototype.toString.call(value) === '[object CryptoKey]'
}

function cryptoKeyKind({ algorithm }: CryptoKey): string {
  return 'namedCurve' in algorithm ? String(algorithm.namedCurve) : algorithm.name
}

function algorithmOf(kind: string): SigningAlgorithm {
  const algorithms: Readonly<Record<string, SigningAlgorithm>> = {
    'RSA-PSS': 'PS256',
    'P-256': 'ES256',
    'P-384': 'ES384',
    'P-521': 'ES512',
    Ed25519: 'EdDSA',
  }
  return algorithms[kind] ?? 'RS256'
}

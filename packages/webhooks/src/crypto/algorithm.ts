import type { Eventually } from './key.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** An asymmetric algorithm, as each runtime names it. */
export interface Algorithm {
  /** For `node:crypto`: the hash, `null` where the algorithm brings its own, and how signatures look. */
  readonly node: {
    readonly hash: string | null
    readonly padding?: number
    readonly saltLength?: number
    readonly dsaEncoding?: 'der' | 'ieee-p1363'
  }
  /** For WebCrypto: what importing, signing and verifying take. */
  readonly web: {
    readonly name: string
    readonly hash?: string
    readonly namedCurve?: string
    readonly saltLength?: number
  }
  /** Turns a signature of the wire into what WebCrypto verifies; `undefined` when it is malformed. */
  readonly toWeb?: (signature: Bytes) => Eventually<Bytes | undefined>
  /** The way back. */
  readonly fromWeb?: (signature: Bytes) => Eventually<Bytes>
}

/** Ed25519 (RFC 8032). */
export const ed25519: Algorithm = { node: { hash: null }, web: { name: 'Ed25519' } }

import type { Received } from '../message/received.ts'

/** One signature as it stands on the wire. */
export interface Signature {
  /** Its version, `''` where the format has none. */
  readonly version: string
  readonly text: string
}

/** What a signature header holds. */
interface Signatures {
  readonly signatures: readonly Signature[]
  /** What else stands in it, by name: `t` of Stripe. */
  readonly pairs?: ReadonlyMap<string, string>
}

/** How signatures stand in headers. */
export interface SignatureFormat {
  /** The header that holds them, in lower case. */
  readonly header: string
  /** How one looks, for people: `v1,{signature}`. */
  readonly shape: string
  /** Whether it can carry several signatures of one version, so that keys can overlap. */
  readonly many: boolean
  /** Takes a request's signatures apart; throws a refusal when they are missing or malformed. */
  readonly read: (received: Received) => Signatures
  /** Writes the headers that hold these signatures. */
  readonly write: (
    signatures: readonly Signature[],
    pairs: Readonly<Record<string, string>>,
  ) => Record<string, string>
}

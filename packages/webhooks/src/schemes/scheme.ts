import type { Encoding, Eventually, Key, Part } from '../crypto/key.ts'
import type { SignatureFormat } from '../formats/signature-format.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import type { Received } from '../message/received.ts'
import type { TimeUnit } from '../time/time-unit.ts'
import type { Checked } from '../verify/check-signature.ts'
import type { CheckContext } from '../verify/read-places.ts'
import type { ChallengeAnswer } from '../verify/verifier.ts'

/** Where a value stands: in a header, in a named pair of the signature header, or in the JSON body at a dotted path. */
export type Place = { readonly header: string } | { readonly pair: string } | { readonly body: string }

/** Where the time of signing stands, and how it is written. */
export type TimePlace = Place & { readonly unit: TimeUnit }

/** Where the event's id stands; `signed: false` when anybody could change it on the way. */
export type IdPlace = Place & { readonly signed?: boolean }

/** What a scheme may sign. */
export interface SignedFields {
  /** The id of the event, `''` where the scheme has none. */
  readonly id: string
  /** The time as it is written in its place. */
  readonly timestamp: string
  readonly body: Uint8Array
  /** The version of the signature at hand. */
  readonly version: string
  /** What else stands in the signature header, by name. */
  readonly pairs?: ReadonlyMap<string, string> | undefined
  readonly request: SignedRequest
}

/** What of a request a scheme may sign besides its body. */
export interface SignedRequest {
  readonly method: string
  /** The address that is called, where it is known. */
  readonly address: string | undefined
  /** A header by its lower-case name; throws when it is missing. */
  needed(name: string): string
}

/** What every scheme says of itself. */
interface Described {
  /** Its name in errors and claims: `stripe`. */
  readonly name: string
  /** What signatures are made with, for people: `HMAC-SHA256`. */
  readonly algorithm: string
  /** The provider's own tolerance, in milliseconds. @defaultValue 300_000 */
  readonly toleranceMs?: number | undefined
  /** Where the event's name stands; of several places, the first that holds something counts. */
  readonly type?: Place | readonly Place[] | undefined
  /** Finds what parses a form, where the provider also sends such; `undefined` for a request that is none. */
  readonly forms?: ((received: Received) => Promise<(text: string) => unknown> | undefined) | undefined
  /** Whether it needs no secret. @defaultValue false */
  readonly keyless?: boolean | undefined
  /** Reads a secret, once, when the verifier or signer is made. */
  readonly key: KeyReader
  /** Answers a signed request that only tests the endpoint. */
  readonly challenge?: ((webhook: Challenged) => Eventually<ChallengeAnswer | undefined>) | undefined
  /** Answers an unsigned request that comes before all events. */
  readonly handshake?: ((received: Received) => Eventually<ChallengeAnswer | undefined>) | undefined
}

/** Makes keys of a secret's text: one, or one for each version. Throws `INVALID_OPTION`, quoting nothing. */
export type KeyReader = (secret: string, minBytes: number) => Key | readonly Key[]

/** A request whose signature was right. */
interface Challenged {
  readonly received: Received
  /** The key it was signed with. */
  readonly key: Key | undefined
}

/** A scheme as data: a signature over bytes that are put together from the request. */
export interface SignatureScheme extends Described {
  /** Where the signatures stand, and how. */
  readonly format: SignatureFormat
  readonly encoding: Encoding
  /** The version that counts, where the keys name none. @defaultValue '' */
  readonly version?: string | undefined
  /** What is signed, piece by piece. */
  readonly signed: (fields: SignedFields) => readonly Part[]
  /** Where the time stands; without it only the claim store stops a replay. */
  readonly timestamp?: TimePlace | undefined
  /** Where the event's id stands. */
  readonly id?: IdPlace | undefined
  /** What signing makes, where the scheme leaves a choice: the version, and further pairs of the signature header. */
  readonly sends?: { readonly version: string; readonly pairs?: Readonly<Record<string, string>> } | undefined
  /** Further forms of the scheme, tried in order when the signature header of this one is missing. */
  readonly alternatives?: readonly SignatureScheme[] | undefined
}

/** A scheme with rules of its own. */
export interface CheckedScheme extends Described {
  /** What is signed, for people: `{timestamp}{token}`. */
  readonly signs: string
  /** Verifies the request; throws a refusal. */
  readonly check: (received: Received, keys: readonly ReadKey[], context: CheckContext) => Eventually<Checked>
  /** Signs a request: what to add to it. */
  readonly seal?: ((draft: Draft, keys: readonly ReadKey[]) => Promise<Seal>) | undefined
  /** Whether `seal` can sign with several keys. @defaultValue false */
  readonly sealsMany?: boolean | undefined
}

/** A request about to be signed. */
export interface Draft {
  readonly body: Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
  readonly url: string | undefined
  readonly method: string
  readonly id: string
  readonly timestampMs: number
}

/** What signing changes of a request. */
export interface Seal {
  readonly headers?: Readonly<Record<string, string>>
  readonly url?: string
  readonly body?: Uint8Array<ArrayBuffer>
}

/** A provider's signature format. */
export type Scheme = SignatureScheme | CheckedScheme

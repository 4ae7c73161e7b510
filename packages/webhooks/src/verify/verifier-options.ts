import type { Secret } from '@veza/resilience/secrets'
import type { ClaimStore } from '../claims/claim-store.ts'
import type { Scheme } from '../schemes/scheme.ts'
import type { StandardSchema } from './standard-schema.ts'

/** A secret as the provider shows it. `undefined`, as an unset variable gives it, is refused when it is passed. */
export type SecretInput = string | Secret | undefined

/** How webhooks that come twice are told from new ones. */
export interface ReplayOptions {
  /** Where claims are kept. @defaultValue a store in memory, for this verifier alone */
  readonly store?: ClaimStore
  /**
   * How long a webhook is remembered, in milliseconds; at least twice the tolerance.
   * @defaultValue 345_600_000 (four days: longer than senders retry)
   */
  readonly ttlMs?: number
  /** Keeps the claims of verifiers apart that share a store: one for each tenant. @defaultValue the scheme's name */
  readonly namespace?: string
}

/** What {@link createVerifier} takes. */
export interface VerifierOptions<Event = unknown> {
  /** The provider's scheme, from `@veza/webhooks/schemes`. */
  readonly scheme: Scheme
  /** One secret, or several while one replaces another. Refused when empty, short or padded with white space. */
  readonly secrets?: SecretInput | readonly SecretInput[]
  /** How far from now, before or after, a webhook may have been signed. @defaultValue the scheme's; else 300_000 */
  readonly toleranceMs?: number
  /** How repeats are refused; `false` lets every one of them in. @defaultValue `{}` */
  readonly replay?: ReplayOptions | false
  /** Checks and types the event: any Standard Schema. */
  readonly schema?: StandardSchema<Event>
  /** The most bytes a body may have. @defaultValue 1_048_576 */
  readonly maxBodyBytes?: number
  /** The least bytes a secret must have. @defaultValue 16 */
  readonly minSecretBytes?: number
  /** Whether the body is parsed: as JSON, or as a form where its type says so. @defaultValue true */
  readonly parse?: boolean
  /** Milliseconds since the Unix epoch. @defaultValue the machine's clock */
  readonly now?: () => number
}

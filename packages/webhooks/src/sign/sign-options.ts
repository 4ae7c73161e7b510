import type { WebhookBody } from '../message/webhook-input.ts'
import type { Scheme } from '../schemes/scheme.ts'
import type { SecretInput } from '../verify/verifier-options.ts'

/** What {@link createSigner} takes. */
export interface SignerOptions {
  /** The scheme, from `@veza/webhooks/schemes`. */
  readonly scheme: Scheme
  /**
   * The secret to sign with. Several make overlapping signatures, where the scheme can carry them: the new one and the
   * old one while receivers change over, or `whsec_…` and `whsk_…` to move from HMAC to Ed25519.
   */
  readonly secrets?: SecretInput | readonly SecretInput[]
  /** The least bytes a secret must have. @defaultValue 16 */
  readonly minSecretBytes?: number
  /** Milliseconds since the Unix epoch. @defaultValue the machine's clock */
  readonly now?: () => number
  /** A number from 0 up to 1, for ids, which are no secrets. @defaultValue `Math.random` */
  readonly random?: () => number
}

/** One webhook to sign. */
export interface OutgoingWebhook {
  /** The body: bytes, text, a form, or an object, which is sent as JSON. */
  readonly body: WebhookBody | URLSearchParams | object
  /** The event's id, the same over its retries. @defaultValue a random one, where the scheme sends one */
  readonly id?: string
  /** When this attempt is signed. @defaultValue now */
  readonly timestamp?: Date
  /** Where the webhook goes: some schemes sign it. */
  readonly url?: string
  /** @defaultValue 'POST' */
  readonly method?: string
  /** Further headers to send; a scheme may sign them. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What {@link sign} takes. */
export interface SignOptions extends SignerOptions, OutgoingWebhook {}

/** A signed request, ready to be sent. */
export interface SignedWebhook {
  readonly method: string
  /** Where to send it; differs from what was asked for where the scheme adds to the query. */
  readonly url: string | undefined
  /** The event's id, `''` where the scheme sends none. */
  readonly id: string
  /** All headers to send, in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The exact bytes to send. */
  readonly body: Uint8Array<ArrayBuffer>
}

/** Signs webhooks by one scheme, with keys made once. */
export interface Signer {
  /**
   * Signs one attempt. A retry is signed anew, with the same `id`.
   *
   * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` when the scheme signs what is missing, as the url.
   */
  sign(webhook: OutgoingWebhook): Promise<SignedWebhook>
}

import type { WebhookInput } from '../message/webhook-input.ts'

/** An answer that a provider expects, word for word, to a request that is not an event. */
export interface ChallengeAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A webhook that was signed by who it claims to be from, byte for byte. */
export interface VerifiedWebhook<Event = unknown> {
  /** Name of the scheme: `stripe`. */
  readonly scheme: string
  /** The sender's id of the event, the same over its retries; `undefined` where the provider gives none. */
  readonly id: string | undefined
  /** Name of the event as the provider writes it: `user.created`; `undefined` where it names none. */
  readonly type: string | undefined
  /** When this attempt was signed; `undefined` where the scheme signs no time. */
  readonly timestamp: Date | undefined
  /** The parsed body, as the schema returned it where there is one; `undefined` with `parse: false`. */
  readonly event: Event
  /** The exact bytes that were signed. */
  readonly body: Uint8Array
  /** Which of the verifier's `secrets` it was signed with: tells when an old one is no longer in use. */
  readonly secretIndex: number
  /** Set when the provider only tests the endpoint: send this answer and do nothing else. */
  readonly challenge: ChallengeAnswer | undefined
  /** Gives the claim up, so that the sender's next attempt is let in: call it when handling failed. */
  release(): Promise<void>
}

/** Verifies the webhooks of one provider. */
export interface Verifier<Event = unknown> {
  /** Name of its scheme. */
  readonly scheme: string
  /** The most bytes a body may have. */
  readonly maxBodyBytes: number
  /**
   * Verifies one request.
   *
   * @param input - a Fetch `Request`, or headers and exact bytes.
   * @param options - `signal` stops the reading of a request's body.
   * @returns what was signed. It is claimed now: the same webhook is refused from here on, unless it is released.
   * @throws {@link WebhookVerificationError} with a code of its own for each cause; `answerStatus` is what to answer.
   */
  verify(input: WebhookInput, options?: { readonly signal?: AbortSignal }): Promise<VerifiedWebhook<Event>>
  /**
   * Answers what a provider asks before it sends anything signed: Meta's `hub.challenge` (GET), the abuse protection of
   * CloudEvents (OPTIONS).
   *
   * @param input - the request; its body is not read.
   * @returns `undefined` when the scheme knows no such request, or this is none: verify it then.
   * @throws {@link WebhookVerificationError} `WEBHOOK_CHALLENGE_REFUSED` when the asker is not who it should be.
   */
  handshake(input: WebhookInput): Promise<ChallengeAnswer | undefined>
}

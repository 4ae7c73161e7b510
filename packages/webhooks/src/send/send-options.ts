import type { Clock, Logger, RetryPolicy } from '@veza/resilience'
import type { Scheme } from '../schemes/scheme.ts'
import type { SecretInput } from '../verify/verifier-options.ts'
import type { WebhookTransport } from './webhook-transport.ts'

/** What {@link sendWebhook} takes besides the URL and the event. */
export interface SendOptions {
  /** What to sign with; several make overlapping signatures while receivers change over. */
  readonly secrets: SecretInput | readonly SecretInput[]
  /** The provider whose signature to write. @defaultValue Veza's, which is Standard Webhooks */
  readonly scheme?: Scheme
  /** The event's id, by which the receiver knows a repeat. @defaultValue a random one */
  readonly id?: string
  /** Further headers to send. @defaultValue none */
  readonly headers?: Readonly<Record<string, string>>
  /** How requests are sent. @defaultValue the guarded transport, on Node.js; elsewhere one must be given */
  readonly transport?: WebhookTransport
  /** How long one attempt may take, in milliseconds. @defaultValue 15000 */
  readonly timeoutMs?: number
  /** How long all attempts and the waits between them may take, in milliseconds. @defaultValue 60000 */
  readonly totalTimeoutMs?: number
  /** How often to try; `false` tries once. @defaultValue 3 attempts, 1 s, doubling */
  readonly retry?: Partial<RetryPolicy> | false
  /** How much of an answer's body is read, in bytes. @defaultValue 16384 */
  readonly maxResponseBytes?: number
  /** Ends the delivery. */
  readonly signal?: AbortSignal
  /** Is told of each attempt that failed: no path, query, header or body. @defaultValue none */
  readonly logger?: Logger
  /** @defaultValue the machine's */
  readonly clock?: Clock
  /** A number from 0 up to 1, for ids and delays. @defaultValue Math.random */
  readonly random?: () => number
}

/** A webhook that was delivered. */
export interface SentWebhook {
  /** The event's id, which went out with every attempt. */
  readonly id: string
  /** HTTP status of the answer, 200 to 299. */
  readonly status: number
  /** How many requests were sent. */
  readonly attempts: number
  /** How long it all took, in milliseconds. */
  readonly durationMs: number
  /** The start of the answer's body. The receiver wrote it: not for a log that others read. */
  readonly answer: string
}

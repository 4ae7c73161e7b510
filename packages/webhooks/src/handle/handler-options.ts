import type { Logger } from '@veza/resilience'
import type { Sector } from '../sectors/sector.ts'
import type { Verifier } from '../verify/verifier.ts'
import type { ReceivedWebhook, WebhookListener, WebhookListeners } from './webhook-listener.ts'

/** Who a request is for, where one handler serves several tenants. */
export interface Tenant<Event = unknown> {
  /** Names the tenant to listeners and logs. */
  readonly id: string
  /** The tenant's own, with its own secrets. Make it once: it remembers what came before. */
  readonly verifier: Verifier<Event>
}

/** What of a request may tell the tenant: nothing of it is verified yet. */
export interface RequestHead {
  readonly method: string
  /** The whole address, where it is known. */
  readonly url: string | undefined
  /** Reads a header, in any case. */
  readonly header: (name: string) => string | undefined
}

/** What an error was about. */
export interface ErrorContext {
  /** `refused`: it was not verified; `failed`: a listener threw. */
  readonly stage: 'refused' | 'failed'
  /** The webhook, when it was verified. */
  readonly webhook: ReceivedWebhook | undefined
  readonly tenant: string | undefined
}

/** What every `webhookHandler` takes, whichever the framework. */
export interface HandlerOptions<Event = unknown> {
  /** Verifies requests; instead of `tenants`. */
  readonly verifier?: Verifier<Event>
  /** Finds the tenant of a request, `undefined` for none (404); instead of `verifier`. */
  readonly tenants?: (head: RequestHead) => Tenant<Event> | undefined | Promise<Tenant<Event> | undefined>
  /** What to do, by the event's name. @defaultValue none */
  readonly on?: WebhookListeners<Event>
  /** What to do with events that `on` does not name. @defaultValue nothing: they are answered 200 */
  readonly onUnknown?: WebhookListener<Event>
  /** Is told what was refused and what failed; what it throws is ignored. @defaultValue nobody is told */
  readonly onError?: (error: unknown, context: ErrorContext) => unknown
  /**
   * When to answer: `after` the listener, whose failure then makes the sender try again; or `before` it, where it takes
   * longer than the sender waits. Then a failure is told to `onError` alone.
   *
   * @defaultValue 'after'
   */
  readonly ack?: 'before' | 'after'
  /** The field the events come from: checks them and makes them fit for logs. @defaultValue none */
  readonly sector?: Sector
  /** Is told of each webhook: name, id and, where a sector makes it anonymous, the event. @defaultValue none */
  readonly logger?: Logger
  /**
   * Origin that senders call, `https://hooks.example.com`, where a proxy stands in front: Twilio, Square and HubSpot sign
   * the address.
   *
   * @defaultValue what the framework believes
   */
  readonly publicUrl?: string
}

import type { VerifiedWebhook } from '../verify/verifier.ts'

/** A webhook that was verified, as listeners get it. */
export interface ReceivedWebhook<Event = unknown> extends VerifiedWebhook<Event> {
  /** Whose webhook it is, where the handler serves several tenants. */
  readonly tenant: string | undefined
}

/** What a listener may answer instead of 200; only read with `ack: 'after'`. */
export interface WebhookReply {
  /** @defaultValue 200. From 400 on, except 410, the sender's next attempt is let in again. */
  readonly status?: number
  /** Further headers. @defaultValue none */
  readonly headers?: Readonly<Record<string, string>>
  /** The body: text as it is, anything else as JSON. @defaultValue none */
  readonly body?: unknown
}

/** What a listener returns: mostly nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing is a listener too
export type ListenerResult = WebhookReply | void

/**
 * Does the work that an event asks for. What it throws makes the sender try again.
 *
 * @param event - the event, as the verifier's schema typed it.
 * @param webhook - its id, time, exact bytes and tenant.
 */
export type WebhookListener<Event = unknown> = (
  event: Event,
  webhook: ReceivedWebhook<Event>,
) => ListenerResult | Promise<ListenerResult>

/**
 * Names of events that an event type knows, so that a mistyped one is an error; any text where it knows none. Events of
 * other names go to `onUnknown`.
 */
export type EventName<Event> = [KnownName<Event>] extends [never] ? string : KnownName<Event>

type KnownName<Event> = Event extends { readonly type: infer Name extends string }
  ? string extends Name
    ? never
    : Name
  : never

/** Listeners by the event's name, each with its own event's type. */
export type WebhookListeners<Event> = {
  readonly [Name in EventName<Event>]?: WebhookListener<EventNamed<Event, Name>>
}

/** The events of that name; all of them where the type does not tell them apart. */
export type EventNamed<Event, Name> = [KnownName<Event>] extends [never]
  ? Event
  : Extract<Event, { readonly type: Name }>

/**
 * The reply that asks the sender to try again later.
 *
 * @param afterMs - how long to wait at least, in milliseconds.
 * @example
 * ```ts
 * import { retryLater } from '@veza/webhooks/fetch'
 *
 * console.log(retryLater(30_000)) // { status: 503, headers: { 'retry-after': '30' } }
 * ```
 */
export function retryLater(afterMs: number): WebhookReply {
  return { status: 503, headers: { 'retry-after': String(Math.max(1, Math.ceil(afterMs / 1000))) } }
}

/**
 * The reply that asks the sender to stop: 410, by which Standard Webhooks and CloudEvents remove an endpoint.
 *
 * @example
 * ```ts
 * import { unsubscribe } from '@veza/webhooks/fetch'
 *
 * console.log(unsubscribe().status) // 410
 * ```
 */
export function unsubscribe(): WebhookReply {
  return { status: 410 }
}

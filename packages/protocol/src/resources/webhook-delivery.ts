import {
  int64,
  list,
  nullable,
  number,
  type OpenEnum,
  openEnum,
  optional,
  text,
  time,
} from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** How far a delivery has come. */
export type WebhookDeliveryStatus = OpenEnum<'pending' | 'delivered' | 'failed'>

/** One event on its way to one endpoint, all attempts together (guide: "Suivi des Logs"). */
export interface WebhookDelivery {
  readonly id: number
  readonly webhookId: number
  /** The event's id, which comes as `webhook-id`: the same over retries and redeliveries. */
  readonly eventId: string
  readonly eventType: string
  readonly status: WebhookDeliveryStatus
  /** What each attempt came to, oldest first: `HTTP 204`, `timeout` … */
  readonly outcomes: readonly string[]
  /** The status of the last answer; `null` where there was none. */
  readonly responseStatus?: number | null
  readonly createdAt: Date
  readonly lastAttemptAt?: Date | null
  /** When the next attempt is due; `null` where there will be none. */
  readonly nextAttemptAt?: Date | null
}

/**
 * A delivery of a webhook (guide: "Suivi des Logs").
 *
 * @example
 * ```ts
 * import { webhookDeliveryModel } from '@veza/protocol/webhooks'
 *
 * const delivery = webhookDeliveryModel.read({
 *   id: 1,
 *   webhook_id: 1,
 *   event_id: 'evt_1',
 *   event_type: 'message.sent',
 *   status: 'delivered',
 *   outcomes: ['HTTP 503', 'HTTP 204'],
 *   created_at: '2024-01-01T12:00:00Z',
 * })
 * console.log(delivery.outcomes.length) // 2
 * ```
 */
export const webhookDeliveryModel: Model<WebhookDelivery> = model<WebhookDelivery>('webhook delivery', {
  id: int64,
  webhookId: int64,
  eventId: text,
  eventType: text,
  status: openEnum('pending', 'delivered', 'failed'),
  outcomes: list(text),
  responseStatus: optional(nullable(number)),
  createdAt: time,
  lastAttemptAt: optional(nullable(time)),
  nextAttemptAt: optional(nullable(time)),
})

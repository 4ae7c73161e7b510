import type { WireObject } from '@veza/protocol'
import type { PlatformEvent } from './webhook-body.ts'

/** A delivery as the sandbox keeps it. */
export interface StoredDelivery {
  readonly id: number
  readonly webhookId: number
  readonly event: PlatformEvent
  readonly createdAt: string
  status: 'pending' | 'delivered' | 'failed'
  /** What each attempt came to, oldest first. */
  readonly outcomes: string[]
  responseStatus: number | null
  lastAttemptAt: string | null
  nextAttemptAt: string | null
}

const mostKept = 10_000

/** What was sent where, and what came of it; the last 10,000. */
export class DeliveryLog {
  readonly #deliveries = new Map<number, StoredDelivery>()
  #nextId = 1

  add(webhookId: number, event: PlatformEvent, createdAt: string): StoredDelivery {
    const delivery: StoredDelivery = {
      id: this.#nextId++,
      webhookId,
      event,
      createdAt,
      status: 'pending',
      outcomes: [],
      responseStatus: null,
      lastAttemptAt: null,
      nextAttemptAt: createdAt,
    }
    this.#deliveries.set(delivery.id, delivery)
    const [oldest] = this.#deliveries.keys()
    if (this.#deliveries.size > mostKept && oldest !== undefined) this.#deliveries.delete(oldest)
    return delivery
  }

  get(id: number): StoredDelivery | undefined {
    return this.#deliveries.get(id)
  }

  /** The deliveries to an endpoint, newest first. */
  to(webhookId: number): StoredDelivery[] {
    return [...this.#deliveries.values()].filter((delivery) => delivery.webhookId === webhookId).toReversed()
  }

  /** Forgets the deliveries to an endpoint. */
  forget(webhookId: number): void {
    for (const { id } of this.to(webhookId)) this.#deliveries.delete(id)
  }
}

/** A delivery as it is listed. */
export function listedDelivery(delivery: StoredDelivery): WireObject {
  const { id, webhookId, event, status, outcomes, createdAt } = delivery
  return {
    id,
    webhook_id: webhookId,
    event_id: event.id,
    event_type: event.type,
    status,
    outcomes: [...outcomes],
    response_status: delivery.responseStatus,
    created_at: createdAt,
    last_attempt_at: delivery.lastAttemptAt,
    next_attempt_at: delivery.nextAttemptAt,
  }
}

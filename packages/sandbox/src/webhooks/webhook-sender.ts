import { randomLetters } from '../data/random-letters.ts'
import { DeliveryLog, type StoredDelivery } from './delivery-log.ts'
import { signWebhook } from './sign-webhook.ts'
import { type StoredWebhook, secretsOf, wants } from './stored-webhook.ts'
import { type PlatformEvent, webhookBody } from './webhook-body.ts'
import type { WebhookSending } from './webhook-options.ts'
import type { WebhookRegistry } from './webhook-registry.ts'

/** What an attempt came to. */
interface Outcome {
  readonly text: string
  readonly status: number | null
}

/** Sends what happens on the platform to the endpoints that want it. Nobody waits for it. */
export class WebhookSender {
  readonly log = new DeliveryLog()
  readonly #registry: WebhookRegistry
  readonly #sending: WebhookSending
  readonly #now: () => number
  readonly #random: () => number
  readonly #underWay = new Set<Promise<void>>()
  readonly #closing = new AbortController()

  constructor(registry: WebhookRegistry, sending: WebhookSending, now: () => number, random: () => number) {
    this.#registry = registry
    this.#sending = sending
    this.#now = now
    this.#random = random
  }

  /** Tells every endpoint that wants such events. */
  publish(type: string, data: PlatformEvent['data']): void {
    const told = this.#registry.all().filter((webhook) => wants(webhook, type))
    if (told.length === 0) return
    const event = this.event(type, data)
    for (const webhook of told) this.send(webhook, event)
  }

  /** Something that happens now. */
  event(type: string, data: PlatformEvent['data']): PlatformEvent {
    return { id: `evt_${randomLetters(this.#random, 24)}`, type, timestamp: this.#timestamp(), data }
  }

  /** Begins a delivery to one endpoint. */
  send(webhook: StoredWebhook, event: PlatformEvent): StoredDelivery {
    const delivery = this.log.add(webhook.id, event, this.#timestamp())
    const sent = this.#deliver(delivery).finally(() => this.#underWay.delete(sent))
    this.#underWay.add(sent)
    return delivery
  }

  /** Waits until nothing is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  /** Ends what is under way, and sends nothing more. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.settled()
  }

  async #deliver(delivery: StoredDelivery): Promise<void> {
    const { signal } = this.#closing
    for (const delayMs of [...this.#sending.retryDelaysMs, undefined]) {
      // The endpoint of this moment: it may have another secret or URL by now, or be gone.
      const webhook = this.#registry.get(delivery.webhookId)
      if (webhook === undefined || signal.aborted) return fail(delivery)
      const outcome = await this.#attempt(delivery.event, webhook)
      delivery.outcomes.push(outcome.text)
      delivery.responseStatus = outcome.status
      delivery.lastAttemptAt = this.#timestamp()
      delivery.nextAttemptAt = null
      if (isTaken(outcome)) {
        delivery.status = 'delivered'
        return
      }
      // 410: the endpoint is gone for good.
      if (delayMs === undefined || outcome.status === 410 || signal.aborted) return fail(delivery)
      delivery.nextAttemptAt = new Date(this.#now() + delayMs).toISOString()
      await this.#pause(delayMs)
    }
  }

  /** Nobody hears of what a `sleep` throws: the next attempt comes then. */
  async #pause(delayMs: number): Promise<void> {
    try {
      await this.#sending.sleep(delayMs, this.#closing.signal)
    } catch {}
  }

  async #attempt(event: PlatformEvent, webhook: StoredWebhook): Promise<Outcome> {
    const { contentType, text } = webhookBody(event, webhook.format)
    const now = this.#now()
    const timeout = AbortSignal.timeout(this.#sending.timeoutMs)
    try {
      const response = await this.#sending.fetch(webhook.url, {
        method: 'POST',
        headers: {
          'content-type': contentType,
          'user-agent': 'veza-sandbox',
          ...(await signWebhook(event.id, text, secretsOf(webhook, now), now)),
        },
        body: text,
        redirect: 'manual',
        signal: AbortSignal.any([timeout, this.#closing.signal]),
      })
      await response.body?.cancel()
      // A browser's fetch shows of a redirect only that it was one.
      return response.status === 0
        ? { text: 'redirect', status: null }
        : { text: `HTTP ${response.status}`, status: response.status }
    } catch {
      if (this.#closing.signal.aborted) return { text: 'sandbox closed', status: null }
      return { text: timeout.aborted ? 'timeout' : 'no connection', status: null }
    }
  }

  #timestamp(): string {
    return new Date(this.#now()).toISOString()
  }
}

function fail(delivery: StoredDelivery): void {
  delivery.status = 'failed'
  delivery.nextAttemptAt = null
}

function isTaken({ status }: Outcome): boolean {
  return status !== null && status >= 200 && status <= 299
}

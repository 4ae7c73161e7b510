import { randomLetters } from '../data/random-letters.ts'
import { confirmationMs, overlapMs, type StoredWebhook } from './stored-webhook.ts'

/** What an endpoint is made of, or what of it is to change. */
export type WebhookFields = Partial<
  Pick<StoredWebhook, 'url' | 'description' | 'events' | 'format' | 'status'>
>

const secretBytes = 32

/** The endpoints, their secrets, and who has asked to delete them. */
export class WebhookRegistry {
  readonly #webhooks = new Map<number, StoredWebhook>()
  readonly #deletions = new Map<number, { readonly token: string; readonly expiresAt: number }>()
  readonly #random: () => number
  #nextId = 1

  /** @param random - where secrets and tokens come from: the same for the same seed. */
  constructor(random: () => number) {
    this.#random = random
  }

  all(): StoredWebhook[] {
    return [...this.#webhooks.values()]
  }

  get(id: number): StoredWebhook | undefined {
    return this.#webhooks.get(id)
  }

  create(fields: WebhookFields & Pick<StoredWebhook, 'url' | 'events'>, at: string): StoredWebhook {
    const made = { id: this.#nextId++, version: 1, secret: this.#secret(), previous: null }
    const defaults = { description: null, format: 'standard', status: 'active' }
    return this.#keep({ ...defaults, ...fields, ...made, createdAt: at, updatedAt: at })
  }

  /** Changes fields; where they are so already, nothing. */
  update(webhook: StoredWebhook, fields: WebhookFields, at: string): StoredWebhook {
    return holds(webhook, fields) ? webhook : this.#keep({ ...webhook, ...fields, ...next(webhook, at) })
  }

  /** Makes a new secret; the one before it stays good for a while, any older one does not. */
  rotate(webhook: StoredWebhook, now: number): StoredWebhook {
    const previous = { secret: webhook.secret, expiresAt: now + overlapMs }
    const changed = next(webhook, new Date(now).toISOString())
    return this.#keep({ ...webhook, ...changed, previous, secret: this.#secret() })
  }

  /** The first step of a deletion. A later one takes the place of an earlier. */
  requestDeletion(
    webhook: StoredWebhook,
    now: number,
  ): { readonly token: string; readonly expiresAt: number } {
    const deletion = { token: `del_${randomLetters(this.#random, 24)}`, expiresAt: now + confirmationMs }
    this.#deletions.set(webhook.id, deletion)
    return deletion
  }

  /** The second step. @returns false, where the token does not confirm it. */
  delete(webhook: StoredWebhook, token: string, now: number): boolean {
    const deletion = this.#deletions.get(webhook.id)
    if (deletion === undefined || deletion.token !== token || deletion.expiresAt <= now) return false
    this.#deletions.delete(webhook.id)
    return this.#webhooks.delete(webhook.id)
  }

  #keep(webhook: StoredWebhook): StoredWebhook {
    this.#webhooks.set(webhook.id, webhook)
    return webhook
  }

  #secret(): string {
    const bytes = Array.from({ length: secretBytes }, () => Math.floor(this.#random() * 256))
    return `whsec_${btoa(String.fromCharCode(...bytes))}`
  }
}

/** Whether an endpoint has these very fields. */
export function holds(webhook: StoredWebhook, fields: WebhookFields): boolean {
  return Object.entries(fields).every(
    ([name, value]) => JSON.stringify(webhook[name as keyof WebhookFields]) === JSON.stringify(value),
  )
}

function next({ version }: StoredWebhook, updatedAt: string) {
  return { version: version + 1, updatedAt }
}

import type { WireObject } from '@veza/protocol'

/** The longest that webhooks are signed with the secret before the last one too, in milliseconds. */
export const overlapMs = 24 * 3_600_000
/** How long a confirmation token is good for, in milliseconds. */
export const confirmationMs = 5 * 60_000

/** An endpoint as the sandbox keeps it. */
export interface StoredWebhook {
  readonly id: number
  /** Grows with every change. */
  readonly version: number
  readonly url: string
  readonly description: string | null
  readonly events: readonly string[]
  readonly format: string
  readonly status: string
  readonly secret: string
  readonly previous: { readonly secret: string; readonly expiresAt: number } | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** What stands for this very state of an endpoint. */
export function etagOf({ id, version }: StoredWebhook): string {
  return `"${id}-${version}"`
}

/** An endpoint as it is listed. */
export function listedWebhook(webhook: StoredWebhook): WireObject {
  const { id, url, description, events, format, status, previous, createdAt, updatedAt } = webhook
  return {
    id,
    url,
    description,
    events,
    format,
    status,
    etag: etagOf(webhook),
    created_at: createdAt,
    updated_at: updatedAt,
    previous_secret_expires_at: previous === null ? null : new Date(previous.expiresAt).toISOString(),
  }
}

/** An endpoint as it is shown when it has a new secret. */
export function issuedWebhook(webhook: StoredWebhook): WireObject {
  return { ...listedWebhook(webhook), secret: webhook.secret }
}

/** The secrets to sign with, the newest first. */
export function secretsOf({ secret, previous }: StoredWebhook, now: number): readonly string[] {
  return previous === null || previous.expiresAt <= now ? [secret] : [secret, previous.secret]
}

/** Whether an endpoint is to be told of such an event. */
export function wants({ status, events }: StoredWebhook, type: string): boolean {
  return status === 'active' && (events.includes(type) || events.includes('*'))
}

import type { WebhookTransport } from '../../send/webhook-transport.ts'
import { guardedTransport } from './guarded-transport.ts'

/** How webhooks are sent where nothing is said: with the guard, as its defaults have it. */
export function defaultTransport(): WebhookTransport {
  return guardedTransport()
}

import { mulberry32 } from '../data/mulberry32.ts'
import { type WebhookSendingOptions, webhookSending } from './webhook-options.ts'
import { WebhookRegistry } from './webhook-registry.ts'
import { WebhookSender } from './webhook-sender.ts'

/** The platform's webhooks: who wants what, and what sends it. */
export interface PlatformWebhooks {
  readonly registry: WebhookRegistry
  readonly sender: WebhookSender
  /** Whether endpoints may be beyond this machine. */
  readonly allowAnyHost: boolean
}

/** No endpoints yet. @param seed - of secrets, tokens and the ids of events. */
export function platformWebhooks(
  seed: number,
  now: () => number,
  options: WebhookSendingOptions,
): PlatformWebhooks {
  // A generator of its own: the ids of events must not change which secrets come next.
  const registry = new WebhookRegistry(mulberry32(seed + 0x77_68))
  const sending = webhookSending(options)
  const sender = new WebhookSender(registry, sending, now, mulberry32(seed + 0x65_76))
  return { registry, sender, allowAnyHost: sending.allowAnyHost }
}

import { type Logger, WebhookVerificationError } from '@veza/resilience'
import type { Sector } from '../sectors/sector.ts'
import type { ReceivedWebhook } from './webhook-listener.ts'

/**
 * Has the sector check an event.
 *
 * @returns the webhook, with what the schema made of its event.
 * @throws WebhookVerificationError `WEBHOOK_EVENT_INVALID`, or what the schema throws; the claim is given up in any case,
 * for a sender that mends the event.
 */
export async function inSector<Event>(
  sector: Sector | undefined,
  webhook: ReceivedWebhook<Event>,
): Promise<ReceivedWebhook<Event>> {
  if (sector?.schema === undefined) return webhook
  try {
    const checked = await sector.schema['~standard'].validate(webhook.event)
    if (checked.issues !== undefined) throw invalidEvent(sector.name, checked.issues)
    return { ...webhook, event: checked.value as Event }
  } catch (error) {
    await webhook.release()
    throw error
  }
}

/** Tells the log of a webhook; nothing of its event, unless a sector makes that anonymous. */
export async function logReceived(
  { scheme, type, id, tenant, event }: ReceivedWebhook,
  sector: Sector | undefined,
  logger: Logger | undefined,
): Promise<void> {
  if (logger === undefined) return
  const known = { scheme, type, id, tenant }
  try {
    const more = sector && { sector: sector.name, event: await sector.anonymise(event) }
    logger.info({ ...known, ...more }, 'veza: webhook received')
  } catch {
    // A log that fails is no reason to lose the event.
  }
}

/** The schema's messages may quote the event: they go where nothing is printed. */
function invalidEvent(sector: string, issues: readonly unknown[]): WebhookVerificationError {
  return new WebhookVerificationError(`The event lacks what the sector ${sector} asks of it`, {
    code: 'WEBHOOK_EVENT_INVALID',
    answerStatus: 422,
    remedy: 'Compare the event with the schema: the details name the fields.',
    details: { issues },
  })
}

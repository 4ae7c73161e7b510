import { type Logger, WebhookVerificationError } from '@veza/resilience'
import type { Sector } from '../sectors/sector.ts'
import type { ReceivedWebhook } from './webhook-listener.ts'

/**
 * Has the sector check an event, and tells the log of it. Without a sector, nothing of the event is told.
 *
 * @throws WebhookVerificationError `WEBHOOK_EVENT_INVALID`; the claim is given up then, for a sender that mends it.
 */
export async function inSector<Event>(
  sector: Sector | undefined,
  webhook: ReceivedWebhook<Event>,
  logger: Logger | undefined,
): Promise<ReceivedWebhook<Event>> {
  const { scheme, type, id, tenant } = webhook
  const known = { scheme, type, id, tenant }
  if (sector === undefined) {
    logger?.info(known, 'veza: webhook received')
    return webhook
  }
  const checked = sector.schema && (await sector.schema['~standard'].validate(webhook.event))
  if (checked?.issues !== undefined) {
    await webhook.release()
    throw invalidEvent(sector.name, checked.issues)
  }
  const event = checked === undefined ? webhook.event : (checked.value as Event)
  if (logger !== undefined) {
    logger.info(
      { ...known, sector: sector.name, event: await sector.anonymise(event) },
      'veza: webhook received',
    )
  }
  return { ...webhook, event }
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

import { webhookRows } from '../codes/webhook-rows.ts'

/**
 * What to do about a refused webhook.
 *
 * @param code - a code of {@link WebhookVerificationError}.
 * @returns one sentence in English; `undefined` for a code the catalogue does not hold.
 * @example
 * ```ts
 * import { webhookRemedy } from '@veza/resilience/webhook-codes'
 *
 * console.log(webhookRemedy('WEBHOOK_DUPLICATE'))
 * ```
 */
export function webhookRemedy(code: string): string | undefined {
  return webhookRows.find(([name]) => name === code)?.[2]
}

import { makeSector, type SectorKind } from './make-sector.ts'
import type { Sector, SectorOptions } from './sector.ts'

const kind: SectorKind = {
  name: 'commerce',
  subject: ['order_id', 'orderId', 'order.id', 'payment_id', 'paymentId', 'payment.id'],
  ids: [
    'id',
    'order_id',
    'orderId',
    'payment_id',
    'paymentId',
    'customer_id',
    'customerId',
    'invoice_id',
    'invoiceId',
  ],
  keep: ['currency', 'amount', 'quantity', 'method', 'country'],
  check: ({ amount, currency }) => {
    if (amount !== undefined && !(Number.isFinite(amount) && Number(amount) >= 0))
      return 'The amount is no number from 0'
    if (amount !== undefined && !(typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency))) {
      return 'The amount has no currency of three letters'
    }
    return undefined
  },
}

/**
 * Commerce: events about orders and payments. Each must say which (`data.order_id`, `data.payment_id` …), and an
 * `amount` needs its `currency`. A log shows what was paid and how, and neither by whom nor with which card.
 *
 * @param options - a key for pseudonyms, further fields to keep, a schema of your own.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @see guide: external-services.md, "Exemples sectoriels"
 * @example
 * ```ts
 * import { commerce } from '@veza/webhooks/sectors'
 *
 * const event = { type: 'payment.paid', data: { order_id: 9, amount: 12.5, currency: 'EUR', card: '4242' } }
 * console.log(await commerce().anonymise(event)) // { type, data: { order_id: '[id]', amount, currency, card: '[string]' } }
 * ```
 */
export function commerce(options: SectorOptions = {}): Sector {
  return makeSector(kind, options)
}

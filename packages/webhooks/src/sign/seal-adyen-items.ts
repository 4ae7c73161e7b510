import type { ReadKey } from '../keys/read-keys.ts'
import { itemsOf, signedText } from '../schemes/adyen-item.ts'
import type { Draft, Seal } from '../schemes/scheme.ts'
import { invalidArgument } from './invalid-argument.ts'
import { objectOf } from './object-of.ts'

/** Signs each item of a batch of Adyen's. */
export async function sealAdyenItems(draft: Draft, [first]: readonly ReadKey[]): Promise<Seal> {
  const event = objectOf(draft)
  const items = await Promise.all(
    itemsOf(event).map(async (item) => {
      const hmacSignature = await first?.key.sign?.([signedText(item)], 'base64')
      return { NotificationRequestItem: { ...item, additionalData: { hmacSignature } } }
    }),
  )
  if (items.length === 0) throw invalidArgument('body', 'Pass { notificationItems: […] } with an item.')
  const sealed = { ...event, notificationItems: items }
  return { headers: draft.headers, body: new TextEncoder().encode(JSON.stringify(sealed)) }
}

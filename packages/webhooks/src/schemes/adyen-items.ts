import { hexKey } from '../keys/hex-key.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import { firstMatch } from '../verify/first-match.ts'
import { fieldOf, itemsOf, malformed, signedText } from './adyen-item.ts'
import type { CheckedScheme } from './scheme.ts'

/**
 * Adyen standard webhooks for payments: each item of the batch signs eight of its fields, and every item must be right.
 * The other fields are not signed. Secret: the HMAC key, in hex.
 * Source: docs.adyen.com, "Verify HMAC signatures"; @adyen/api-library.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { adyenItems } from '@veza/webhooks/schemes'
 *
 * const secrets = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056'
 * const item = {
 *   pspReference: '7914073381342284',
 *   merchantAccountCode: 'TestMerchant',
 *   merchantReference: 'TestPayment-1407325143704',
 *   amount: { value: 1130, currency: 'EUR' },
 *   eventCode: 'AUTHORISATION',
 *   success: 'true',
 * }
 * const event = { live: 'false', notificationItems: [{ NotificationRequestItem: item }] }
 * const request = await webhookRequest(adyenItems(), event, { secrets })
 * const { type } = await createVerifier({ scheme: adyenItems(), secrets }).verify(request)
 * console.log(type) // AUTHORISATION
 * ```
 */
export function adyenItems(): CheckedScheme {
  return {
    name: 'adyen-items',
    algorithm: 'HMAC-SHA256',
    signs: 'eight fields of each item; the others are not signed',
    type: { body: 'notificationItems.0.NotificationRequestItem.eventCode' },
    key: hexKey,
    check: async (received, keys) => {
      const signed = itemsOf(received.event()).map((item) => ({ text: signedText(item), item }))
      let match: ReadKey | undefined
      for (const { text, item } of signed) {
        const signature = textIn(fieldOf(item, 'additionalData'), 'hmacSignature')
        const attempts = keys.map((key) => ({ ...key, parts: [text], signatures: [signature] }))
        match = await firstMatch(attempts, 'base64')
      }
      if (match === undefined) throw malformed('the batch, which has no items,')
      return { ...match, timestampMs: undefined, id: undefined, claim: signed.map(({ text }) => `${text}\n`) }
    },
    seal: async (draft, keys) => (await import('../sign/seal-adyen-items.ts')).sealAdyenItems(draft, keys),
  }
}

function textIn(value: unknown, name: string): string {
  const text = fieldOf(value, name)
  if (typeof text !== 'string') throw malformed(`${name} of an item`)
  return text
}

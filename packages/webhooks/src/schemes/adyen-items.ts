import { hexKey } from '../keys/hex-key.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import { Refused } from '../refusals/refused.ts'
import { invalidArgument } from '../sign/invalid-argument.ts'
import { objectOf } from '../sign/object-of.ts'
import { firstMatch } from '../verify/first-match.ts'
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
    seal: async (draft, [first]) => {
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
    },
  }
}

/** Only the reference is free text: with every other field in its own alphabet, no colon in it can shift a border. */
const fields: readonly (readonly [path: readonly string[], pattern: RegExp])[] = [
  [['pspReference'], /^[\w-]+$/],
  [['originalReference'], /^[\w-]*$/],
  [['merchantAccountCode'], /^[^:]+$/],
  [['merchantReference'], /^/],
  [['amount', 'value'], /^\d+$/],
  [['amount', 'currency'], /^[A-Z]{3}$/],
  [['eventCode'], /^\w+$/],
  [['success'], /^(?:true|false)$/],
]

function signedText(item: unknown): string {
  const texts = fields.map(([path, pattern]) => {
    const value = path.reduce(fieldOf, item)
    const text = textOf(value)
    if (text === undefined || !pattern.test(text)) throw malformed(path.join('.'))
    return text
  })
  return texts.join(':')
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function itemsOf(event: unknown): object[] {
  const list = fieldOf(event, 'notificationItems')
  if (!Array.isArray(list)) throw malformed('notificationItems')
  return list.map((entry: unknown) => {
    const item = fieldOf(entry, 'NotificationRequestItem')
    if (typeof item !== 'object' || item === null) throw malformed('NotificationRequestItem')
    return item
  })
}

function textIn(value: unknown, name: string): string {
  const text = fieldOf(value, name)
  if (typeof text !== 'string') throw malformed(`${name} of an item`)
  return text
}

function fieldOf(value: unknown, name: string): unknown {
  const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return holds ? (value as Record<string, unknown>)[name] : undefined
}

function malformed(what: string): Refused {
  return new Refused('WEBHOOK_SIGNATURE_MALFORMED', what)
}

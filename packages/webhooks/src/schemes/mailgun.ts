import { textKey } from '../keys/text-key.ts'
import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import { checkTime } from '../time/check-time.ts'
import { seconds } from '../time/time-unit.ts'
import { firstMatch } from '../verify/first-match.ts'
import type { CheckedScheme } from './scheme.ts'

/**
 * Mailgun. Secret: the HTTP webhook signing key, as text. Mailgun signs a time and a token, and not the event: TLS alone
 * keeps the event from being changed.
 *
 * @param options - `parent: true` reads `parent-signature`, which a subaccount's webhooks carry besides.
 * Source: documentation.mailgun.com, "Securing webhooks".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { mailgun } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [mailgun(), 'mailgun-signing-key-01']
 * const request = await webhookRequest(scheme, { 'event-data': { event: 'delivered' } }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // delivered
 * ```
 */
export function mailgun({ parent = false }: { readonly parent?: boolean } = {}): CheckedScheme {
  const place = parent ? 'parent-signature' : 'signature'
  return {
    name: 'mailgun',
    algorithm: 'HMAC-SHA256',
    signs: '{timestamp}{token}; the event is not signed',
    type: { body: 'event-data.event' },
    key: textKey('sha256'),
    check: async (received, keys, { nowMs, toleranceMs }) => {
      const [signature, timestamp, token] = ['signature', 'timestamp', 'token'].map((name) =>
        needed(received, `${place}.${name}`),
      ) as [string, string, string]
      const timestampMs = seconds.read(timestamp)
      checkTime(timestampMs, nowMs, toleranceMs, 1000)
      const parts = [timestamp, token]
      const attempts = keys.map((key) => ({ ...key, parts, signatures: [signature] }))
      const { key, secretIndex } = await firstMatch(attempts, 'hex')
      return { key, secretIndex, timestampMs, id: received.at('event-data.id'), claim: parts }
    },
    seal: async (draft, keys) => (await import('../sign/seal-mailgun.ts')).sealMailgun(place, draft, keys),
  }
}

function needed(received: Received, path: string): string {
  const text = received.at(path)
  if (text === undefined) throw new Refused('WEBHOOK_SIGNATURE_MALFORMED', `${path} of the body`)
  return text
}

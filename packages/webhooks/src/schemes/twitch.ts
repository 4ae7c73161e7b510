import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import { rfc3339 } from '../time/time-unit.ts'
import { plainAnswer } from './challenge-answer.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Twitch EventSub. Secret: the one you subscribed with, as text. Ten minutes of tolerance, as Twitch has it. Answers
 * `webhook_callback_verification`.
 * Source: dev.twitch.tv, "Handling webhook events".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { twitch } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [twitch(), 'twitch-secret-0000001']
 * const request = await webhookRequest(scheme, { event: { user_id: '1' } }, { secrets })
 * const { event } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(event) // { event: { user_id: '1' } }
 * ```
 */
export function twitch(): SignatureScheme {
  return {
    name: 'twitch',
    algorithm: 'HMAC-SHA256',
    format: single('twitch-eventsub-message-signature', 'sha256='),
    timestamp: { header: 'twitch-eventsub-message-timestamp', unit: rfc3339 },
    toleranceMs: 600_000,
    id: { header: 'twitch-eventsub-message-id' },
    type: { header: 'twitch-eventsub-subscription-type' },
    key: textKey('sha256'),
    encoding: 'hex',
    signed: ({ id, timestamp, body }) => [id, timestamp, body],
    challenge: ({ received }) =>
      received.header('twitch-eventsub-message-type') === 'webhook_callback_verification'
        ? plainAnswer(received.at('challenge'))
        : undefined,
  }
}

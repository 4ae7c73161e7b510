import { ecdsaP256Der } from '../crypto/ecdsa.ts'
import { single } from '../formats/single.ts'
import { spkiKey } from '../keys/spki-key.ts'
import { seconds } from '../time/time-unit.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * SendGrid event webhook, signed with ECDSA. Secret: the verification key, base64 as SendGrid shows it.
 * Source: twilio.com/docs/sendgrid, "Event webhook security features"; @sendgrid/eventwebhook.
 *
 * @example
 * ```ts
 * import { createVerifier } from '@veza/webhooks'
 * import { sendgrid } from '@veza/webhooks/schemes'
 *
 * const secrets =
 *   'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA=='
 * const verifier = createVerifier({ scheme: sendgrid(), secrets })
 * const { event } = await createVerifier({
 *   scheme: sendgrid(),
 *   secrets,
 *   now: () => 1588788367_000,
 * }).verify({
 *   headers: {
 *     'x-twilio-email-event-webhook-timestamp': '1588788367',
 *     'x-twilio-email-event-webhook-signature':
 *       'MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=',
 *   },
 *   body: '{"category":"example_payload","event":"test_event","message_id":"message_id"}',
 * })
 * console.log(verifier.scheme, event)
 * ```
 */
export function sendgrid(): SignatureScheme {
  return {
    name: 'sendgrid',
    algorithm: 'ECDSA P-256, SHA-256',
    format: single('x-twilio-email-event-webhook-signature'),
    timestamp: { header: 'x-twilio-email-event-webhook-timestamp', unit: seconds },
    type: { body: '0.event' },
    key: (secret) => spkiKey(secret, ecdsaP256Der),
    encoding: 'base64',
    signed: ({ timestamp, body }) => [timestamp, body],
  }
}

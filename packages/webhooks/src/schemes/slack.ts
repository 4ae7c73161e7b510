import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import { formParser } from '../message/form-parser.ts'
import { seconds } from '../time/time-unit.ts'
import { plainAnswer } from './challenge-answer.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Slack: events, slash commands and interactions. Secret: the signing secret of the app, as text. Answers
 * `url_verification`.
 * Source: docs.slack.dev, "Verifying requests from Slack".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { slack } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [slack(), '8f742231b10e8888abcd99yyyzzz85a5']
 * const request = await webhookRequest(scheme, { event_id: 'Ev1', event: { type: 'app_mention' } }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // app_mention
 * ```
 */
export function slack(): SignatureScheme {
  return {
    name: 'slack',
    algorithm: 'HMAC-SHA256',
    format: single('x-slack-signature', 'v0='),
    timestamp: { header: 'x-slack-request-timestamp', unit: seconds },
    id: { body: 'event_id' },
    type: [{ body: 'event.type' }, { body: 'type' }, { body: 'command' }],
    forms: formParser,
    key: textKey('sha256'),
    encoding: 'hex',
    signed: ({ timestamp, body }) => [`v0:${timestamp}:`, body],
    challenge: ({ received }) =>
      received.at('type') === 'url_verification' ? plainAnswer(received.at('challenge')) : undefined,
  }
}

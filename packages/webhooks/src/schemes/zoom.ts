import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import { seconds } from '../time/time-unit.ts'
import { jsonAnswer } from './challenge-answer.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Zoom. Secret: the secret token of the app, as text. Answers `endpoint.url_validation`.
 * Source: developers.zoom.us, "Using webhooks"; @zoom/rivet.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { zoom } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [zoom(), 'zoom-secret-token-0001']
 * const request = await webhookRequest(scheme, { event: 'meeting.started' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // meeting.started
 * ```
 */
export function zoom(): SignatureScheme {
  return {
    name: 'zoom',
    algorithm: 'HMAC-SHA256',
    format: single('x-zm-signature', 'v0='),
    timestamp: { header: 'x-zm-request-timestamp', unit: seconds },
    type: { body: 'event' },
    key: textKey('sha256'),
    encoding: 'hex',
    signed: ({ timestamp, body }) => [`v0:${timestamp}:`, body],
    challenge: async ({ received, key }) => {
      const plainToken = received.at('payload.plainToken')
      if (received.at('event') !== 'endpoint.url_validation' || plainToken === undefined) return undefined
      return jsonAnswer({ plainToken, encryptedToken: await key?.sign?.([plainToken], 'hex') })
    },
  }
}

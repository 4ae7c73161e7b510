import { hmacKey } from '#crypto'
import { versioned } from '../formats/versioned.ts'
import { longEnough } from '../keys/long-enough.ts'
import { standardKey } from '../keys/standard-key.ts'
import type { SignatureScheme } from './scheme.ts'
import { standardScheme } from './standard-webhooks.ts'

/**
 * OpenAI: Standard Webhooks, and also signatures that name no version. Secret: `whsec_…`; without that prefix, its text.
 * Source: platform.openai.com, "Webhooks"; openai.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { openai } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [openai(), 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']
 * const request = await webhookRequest(scheme, { type: 'response.completed' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // response.completed
 * ```
 */
export function openai(): SignatureScheme {
  return {
    ...standardScheme('openai', 'webhook'),
    format: versioned('webhook-signature', 'v1'),
    algorithm: 'HMAC-SHA256',
    version: 'v1',
    key: (secret, minBytes) =>
      secret.startsWith('whsec_')
        ? standardKey(secret)
        : hmacKey('sha256', longEnough(new TextEncoder().encode(secret), minBytes)),
  }
}

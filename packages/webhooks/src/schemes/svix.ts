import type { SignatureScheme } from './scheme.ts'
import { standardScheme } from './standard-webhooks.ts'

/**
 * Svix, Clerk, Resend and others that Svix sends for: Standard Webhooks with `svix-` headers, or with `webhook-` ones.
 * Secret: `whsec_…`.
 * Source: docs.svix.com, "Verifying webhooks"; svix.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { svix } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [svix(), 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']
 * const request = await webhookRequest(scheme, { type: 'email.sent' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // email.sent
 * ```
 */
export function svix(): SignatureScheme {
  return { ...standardScheme('svix', 'svix'), alternatives: [standardScheme('svix', 'webhook')] }
}

import type { SignatureScheme } from './scheme.ts'
import { standardScheme } from './standard-webhooks.ts'

/**
 * GitLab with a signing token, as Standard Webhooks. Secret: `whsec_…`.
 * Source: docs.gitlab.com, "Webhooks".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { gitlab } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [gitlab(), 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']
 * const request = await webhookRequest(scheme, { object_kind: 'push' }, { secrets })
 * const { event } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(event) // { object_kind: 'push' }
 * ```
 */
export function gitlab(): SignatureScheme {
  return { ...standardScheme('gitlab', 'webhook'), type: { header: 'x-gitlab-event' } }
}

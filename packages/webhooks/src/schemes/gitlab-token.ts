import { single } from '../formats/single.ts'
import { tokenKey } from '../keys/token-key.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * GitLab with a secret token, which it sends as it is and signs nothing with. Use {@link gitlab} where the instance can
 * sign. Secret: the token.
 * Source: docs.gitlab.com, "Webhooks".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { gitlabToken } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [gitlabToken(), 'gitlab-token-000000001']
 * const request = await webhookRequest(scheme, { object_kind: 'push' }, { secrets })
 * const { event } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(event) // { object_kind: 'push' }
 * ```
 */
export function gitlabToken(): SignatureScheme {
  return {
    name: 'gitlab-token',
    algorithm: 'token',
    format: single('x-gitlab-token'),
    id: { header: 'x-gitlab-event-uuid', signed: false },
    type: { header: 'x-gitlab-event' },
    key: tokenKey,
    encoding: 'hex',
    signed: ({ body }) => [body],
  }
}

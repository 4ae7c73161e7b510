import type { Scheme } from '../schemes/scheme.ts'
import { invalidArgument } from './invalid-argument.ts'
import { sign } from './sign.ts'
import type { SignOptions } from './sign-options.ts'

/** What {@link webhookRequest} takes besides scheme and event. */
export type WebhookRequestOptions = Omit<SignOptions, 'scheme' | 'body'>

/**
 * A signed request for tests: what the provider would have sent.
 *
 * @param scheme - the provider's scheme.
 * @param event - the event: an object becomes JSON, `URLSearchParams` a form; bytes and text stay as they are.
 * @param options - the secrets to sign with, and what else should be fixed. `url` defaults to
 * `https://example.com/webhook`.
 * @returns a Fetch `Request`, to be handed to a verifier or a handler.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, `INVALID_ARGUMENT`.
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { github } from '@veza/webhooks/schemes'
 *
 * const secrets = "It's a Secret to Everybody"
 * const request = await webhookRequest(github(), { zen: 'Design for failure.' }, { secrets })
 * const { event } = await createVerifier({ scheme: github(), secrets }).verify(request)
 * console.log(event) // { zen: 'Design for failure.' }
 * ```
 */
export async function webhookRequest(
  scheme: Scheme,
  event: SignOptions['body'],
  options: WebhookRequestOptions,
): Promise<Request> {
  const asked = { url: 'https://example.com/webhook', ...options }
  if (!URL.canParse(asked.url)) throw invalidArgument('url', 'Pass a whole address.')
  const { url = asked.url, method, headers, body } = await sign({ ...asked, scheme, body: event })
  const isEmpty = /^(?:GET|HEAD)$/i.test(method)
  if (isEmpty && body.length > 0) throw invalidArgument('method', 'Pass one that has a body.')
  return new Request(url, { method, headers, ...(!isEmpty && { body }) })
}

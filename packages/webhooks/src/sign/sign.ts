import { createSigner } from './create-signer.ts'
import type { SignedWebhook, SignOptions } from './sign-options.ts'

/**
 * Signs one webhook; {@link createSigner} makes the keys once for many.
 *
 * @param options - the scheme, its secrets, and the webhook.
 * @returns headers and exact bytes to send.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, `INVALID_ARGUMENT`.
 * @example
 * ```ts
 * import { sign } from '@veza/webhooks'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const { headers } = await sign({
 *   scheme: standardWebhooks(),
 *   secrets: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
 *   id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
 *   timestamp: new Date(1614265330_000),
 *   body: '{"test": 2432232314}',
 * })
 * console.log(headers['webhook-signature']) // v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
 * ```
 */
export async function sign(options: SignOptions): Promise<SignedWebhook> {
  const { scheme, secrets, minSecretBytes, now, random, ...webhook } = options
  const signer = createSigner({
    scheme,
    ...(secrets !== undefined && { secrets }),
    ...(minSecretBytes !== undefined && { minSecretBytes }),
    ...(now !== undefined && { now }),
    ...(random !== undefined && { random }),
  })
  return signer.sign(webhook)
}

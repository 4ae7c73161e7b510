import {
  ConnectionError,
  defaultRetryPolicy,
  isVezaError,
  type Outcome,
  type RetryEvent,
  type RetryPolicy,
  retry,
  systemClock,
  verdict,
} from '@veza/resilience'
import { defaultTransport } from '#egress'
import { veza } from '../schemes/veza.ts'
import { createSigner } from '../sign/create-signer.ts'
import { randomId } from '../sign/random-id.ts'
import type { OutgoingWebhook } from '../sign/sign-options.ts'
import { attemptDeadline } from './attempt-deadline.ts'
import { deliveryFailure } from './delivery-failure.ts'
import { checkSendOptions } from './send-checks.ts'
import type { SendOptions, SentWebhook } from './send-options.ts'
import type { IncomingAnswer } from './webhook-transport.ts'

/**
 * Delivers one webhook: signs it and sends it, again where that may help. Any 2xx is success; a redirect is a failure
 * and is not followed; 410 means that the endpoint wants no more; 408, 425, 429, 5xx, a lost connection and a timeout
 * are tried again, not before a `Retry-After` is over. Every attempt carries the same id and a fresh signature. On
 * Node.js the request never enters a private network: see `guardedTransport` of `@veza/webhooks/node`.
 *
 * @param url - the endpoint.
 * @param event - what to tell: bytes or text as they are, anything else as JSON.
 * @param options - the secrets to sign with; the rest has defaults.
 * @throws the errors of the transport; `DELIVERY_REDIRECTED`, `DELIVERY_ENDPOINT_GONE`, `DELIVERY_NOT_ACCEPTED` with the
 * answer's status; TimeoutError `TIMEOUT`; AbortError `ABORTED`; InvalidRequestError `INVALID_OPTION`.
 * @see guide: external-services.md, "Exemple d'utilisation"
 * @example
 * ```ts
 * import { isVezaError } from '@veza/resilience'
 * import { sendWebhook } from '@veza/webhooks/send'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * try {
 *   const sent = await sendWebhook('https://localhost/hook', { type: 'test' }, { secrets })
 *   console.log(sent.status, sent.attempts)
 * } catch (error) {
 *   if (isVezaError(error)) console.log(error.code, error.remedy) // EGRESS_NAME_REFUSED: not a public host
 * }
 * ```
 */
export async function sendWebhook(
  url: string,
  event: OutgoingWebhook['body'],
  options: SendOptions,
): Promise<SentWebhook> {
  checkSendOptions(options)
  const { clock = systemClock, random = Math.random, timeoutMs = 15_000, totalTimeoutMs = 60_000 } = options
  const { secrets, scheme = veza(), headers = {}, maxResponseBytes = 16_384, signal } = options
  const { transport = defaultTransport(), id = randomId(random) } = options
  const signer = createSigner({ scheme, secrets })
  const began = clock.now()
  const deadline = began + totalTimeoutMs
  let attempts = 0

  const attempt = async (number: number): Promise<IncomingAnswer> => {
    attempts = number
    const now = clock.now()
    const signed = await signer.sign({ body: event, id, url, headers, timestamp: new Date(now) })
    const request = {
      url: signed.url ?? url,
      method: 'POST',
      headers: { 'user-agent': 'veza-webhooks', 'accept-encoding': 'identity', ...signed.headers },
      body: signed.body,
      maxResponseBytes,
    } as const
    const leftMs = Math.max(1, Math.min(timeoutMs, deadline - now))
    const answer = await attemptDeadline(leftMs, signal, (ending) =>
      transport({ ...request, signal: ending }),
    )
    if (answer.status < 200 || answer.status > 299) throw deliveryFailure(answer, clock.now())
    return answer
  }

  const { status, body } = await retry(attempt, {
    judge: (error) => verdict(outcomeOf(error), true),
    policy: policyOf(options.retry),
    deadline,
    clock,
    random,
    signal,
    onRetry: (retried) => tell(options, url, id, retried),
  })
  return { id, status, attempts, durationMs: clock.now() - began, answer: new TextDecoder().decode(body) }
}

function policyOf(chosen: SendOptions['retry']): RetryPolicy {
  return chosen === false ? { ...defaultRetryPolicy, maxAttempts: 1 } : { ...defaultRetryPolicy, ...chosen }
}

/** A webhook does no harm when it comes twice: it has an id. So even a timeout is worth another attempt. */
function outcomeOf(error: unknown): Outcome {
  if (!isVezaError(error)) return { type: 'final', sent: true }
  const { status, retryAfterMs, retryable, code } = error
  if (status !== undefined) return { type: 'response', status, retryAfterMs }
  const passing = (error instanceof ConnectionError && retryable) || code === 'TIMEOUT'
  return { type: passing ? 'network' : 'final', sent: code !== 'CONNECTION_FAILED' }
}

/** The path is not told: that of many an endpoint is its secret. */
function tell(
  { logger }: SendOptions,
  url: string,
  id: string,
  { attempt, delayMs, error }: RetryEvent,
): void {
  const { code, status } = isVezaError(error) ? error : { code: 'UNKNOWN', status: undefined }
  try {
    logger?.info({ host: URL.parse(url)?.host, id, attempt, delayMs, code, status }, 'veza: delivering again')
  } catch {
    // A logger that fails must not fail the delivery.
  }
}

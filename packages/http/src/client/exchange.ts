import { InvalidRequestError, TimeoutError } from '@veza/resilience'
import { readText } from '@veza/resilience/bodies'
import { connectionFailure } from '../errors/connection-failure.ts'
import { tooLarge } from '../errors/too-large.ts'
import { Cancellation } from '../exchange/cancellation.ts'
import { followRedirects } from '../exchange/follow-redirects.ts'
import type { HttpRequest, HttpResponse } from '../exchange/middleware.ts'
import { OutgoingRequest } from '../exchange/outgoing-request.ts'
import { watchedPayload } from '../payload/watched-payload.ts'
import type { ResponseHeaders } from '../transport/transport.ts'
import { type CallState, owned } from './call-state.ts'
import { outOfTime } from './out-of-time.ts'
import type { Settings } from './settings.ts'

/**
 * One request and its answer, within the time of one attempt.
 *
 * @param whole - ends the attempt that it is a part of.
 */
export async function exchange(
  settings: Settings,
  call: CallState,
  request: HttpRequest,
  whole: Cancellation,
): Promise<HttpResponse> {
  const { clock, limiter, middleware } = settings
  let response: HttpResponse | undefined
  // A middleware outlives the exchange, and may go on after its time is up.
  const own = middleware.length === 0 ? whole : new Cancellation(whole)
  try {
    if (limiter !== undefined) {
      const turn = await limiter
      await turn.acquire('', { signal: own.signal, maxWaitMs: call.deadline - clock.now() })
    }
    const arm = () => limit(settings, call, own)
    arm()
    own.throwIfCancelled()
    call.sent = request
    response = await own.race(() => sent(settings, call, watched(call, request, own, arm), own))
    return response
  } catch (error) {
    throw owned(call, connectionFailure(error, request))
  } finally {
    if (own !== whole && response?.body === undefined) own.end()
  }
}

/** The request with a body that tells when it is spent, and that keeps the time limit away while its bytes go out. */
function watched(call: CallState, request: HttpRequest, own: Cancellation, onBytes: () => void): HttpRequest {
  const { body } = request
  if (typeof body !== 'object') return request
  const onOpen = () => {
    call.bodySpent = !body.replayable
  }
  const onFailure = (error: unknown) => own.cancel(owned(call, unreadable(error)))
  return { ...request, body: watchedPayload(body, { onOpen, onBytes, onFailure }) }
}

/** Allows the exchange the time of one attempt, from now on. */
function limit({ clock }: Settings, call: CallState, exchange: Cancellation): void {
  const { timeoutMs } = call
  const leftMs = call.deadline - clock.now()
  if (leftMs < timeoutMs) exchange.limit(leftMs, () => outOfTime(call))
  else exchange.limit(timeoutMs, () => owned(call, tookTooLong(timeoutMs)))
}

async function sent(
  settings: Settings,
  call: CallState,
  request: HttpRequest,
  cancellation: Cancellation,
): Promise<HttpResponse> {
  const { transport, maxResponseBytes } = settings
  const { streams, timeoutMs } = call
  const outgoing = new OutgoingRequest(request, cancellation, streams ? undefined : maxResponseBytes)
  const { status, headers, url, body, content } = await followRedirects(transport, outgoing, () => {
    call.carriedOut = true
  })
  learn(settings, call, headers)
  if (streams && status >= 200 && status < 300) {
    // Few calls stream.
    const { streamedBody } = await import('../exchange/streamed-body.ts')
    const guarded = streamedBody(body, cancellation, timeoutMs, (error) =>
      owned(call, connectionFailure(error, request)),
    )
    return { status, headers, url, text: '', body: guarded }
  }
  const onCancel = (stop: () => void) => cancellation.onCancel(stop)
  return {
    status,
    headers,
    url,
    text: content ?? (await readText(body, maxResponseBytes, tooLarge, onCancel)),
  }
}

function learn(settings: Settings, call: CallState, headers: ResponseHeaders): void {
  call.turnedAway = headers.has('retry-after') || headers.has('retry-after-ms')
  const support = settings.idempotencyKeys === 'learn' ? headers.get('idempotency-key-support') : null
  if (support !== null) settings.honoursKeys = support === 'true'
}

function tookTooLong(timeoutMs: number): TimeoutError {
  return new TimeoutError(`No complete answer within ${Math.round(timeoutMs)} ms`, {
    code: 'TIMEOUT',
    retryable: true,
    remedy: 'Try again, or raise timeoutMs if the server is known to be slow.',
  })
}

function unreadable(cause: unknown): InvalidRequestError {
  return new InvalidRequestError('The body could not be read', {
    code: 'INVALID_ARGUMENT',
    remedy: 'Look at the cause: the file, stream or iterable that was passed as the body failed.',
    cause,
  })
}

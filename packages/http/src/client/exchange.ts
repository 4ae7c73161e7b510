import { TimeoutError } from '@veza/resilience'
import { connectionFailure } from '../errors/connection-failure.ts'
import { Cancellation } from '../exchange/cancellation.ts'
import { followRedirects } from '../exchange/follow-redirects.ts'
import type { HttpRequest, HttpResponse } from '../exchange/middleware.ts'
import { OutgoingRequest } from '../exchange/outgoing-request.ts'
import { readBody } from '../exchange/read-body.ts'
import { streamedBody } from '../exchange/streamed-body.ts'
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
    await limiter?.acquire('', { signal: own.signal, maxWaitMs: call.deadline - clock.now() })
    const leftMs = call.deadline - clock.now()
    if (leftMs < call.timeoutMs) own.limit(leftMs, () => outOfTime(call))
    else own.limit(call.timeoutMs, () => owned(call, tookTooLong(call.timeoutMs)))
    own.throwIfCancelled()
    call.sent = request
    response = await own.race(() => sent(settings, call, request, own))
    return response
  } catch (error) {
    throw owned(call, connectionFailure(error, request))
  } finally {
    if (own !== whole && response?.body === undefined) own.end()
  }
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
    const guarded = streamedBody(body, cancellation, timeoutMs, (error) => connectionFailure(error, request))
    return { status, headers, url, text: '', body: guarded }
  }
  const onCancel = (listener: () => void) => cancellation.onCancel(listener)
  return { status, headers, url, text: content ?? (await readBody(body, maxResponseBytes, onCancel)) }
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

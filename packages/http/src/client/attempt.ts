import { abortError, InvalidRequestError, TimeoutError } from '@veza/resilience'
import { redactUrl } from '@veza/resilience/secrets'
import { connectionFailure } from '../errors/connection-failure.ts'
import { requestIdOf } from '../errors/request-id.ts'
import { followRedirects } from '../exchange/follow-redirects.ts'
import { compose, type HttpRequest, type HttpResponse } from '../exchange/middleware.ts'
import { readBody } from '../exchange/read-body.ts'
import { withDeadline } from '../exchange/with-deadline.ts'
import { checkHeaders } from '../options/http-checks.ts'
import { type CallState, owned } from './call-state.ts'
import { lowerCased, type Settings } from './settings.ts'

/**
 * One attempt: the middleware, the credential, the exchange. Gives the answer whatever its status. All of it ends when
 * the call's time is up or the caller gives up, also what a middleware or an authenticator is doing just then.
 */
export async function attempt(
  settings: Settings,
  call: CallState,
  request: HttpRequest,
  signal: AbortSignal | undefined,
): Promise<HttpResponse> {
  const { clock, logger, middleware } = settings
  const startedAt = clock.now()
  call.sent = undefined
  const limits = {
    timeoutMs: call.deadline - startedAt,
    signal,
    timedOut: () => owned(call, outOfTime()),
    aborted: () => owned(call, abortError(signal)),
  }
  const response = await withDeadline(limits, (inner) => {
    const send = (layer: HttpRequest) => authenticated(settings, call, layer, inner)
    return compose(middleware, send)(request)
  })
  logger.debug(
    {
      method: request.method,
      url: redactUrl(request.url),
      attempt: request.attempt,
      status: response.status,
      requestId: requestIdOf(response.headers, call.sent),
      durationMs: clock.now() - startedAt,
    },
    'veza: answer',
  )
  return response
}

async function authenticated(
  settings: Settings,
  call: CallState,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const { authenticator } = settings
  if (authenticator === undefined) return exchange(settings, call, request, signal)
  const credential = await authenticator.authenticate({ ...request, signal })
  const response = await exchange(settings, call, withCredential(request, credential), signal)
  if (response.status !== 401 || authenticator.refresh === undefined || call.refreshed) return response
  call.refreshed = true
  const { sent } = call
  // It was turned away: should the refresh fail, nothing is in doubt.
  call.sent = undefined
  const refreshed = await authenticator.refresh(credential, signal)
  call.sent = sent
  if (!refreshed) return response
  return exchange(
    settings,
    call,
    withCredential(request, await authenticator.authenticate({ ...request, signal })),
    signal,
  )
}

function withCredential(request: HttpRequest, credential: Readonly<Record<string, string>>): HttpRequest {
  checkHeaders(credential)
  return { ...request, headers: { ...request.headers, ...lowerCased(credential) } }
}

async function exchange(
  settings: Settings,
  call: CallState,
  request: HttpRequest,
  outer: AbortSignal,
): Promise<HttpResponse> {
  const { clock, transport, maxResponseBytes, limiter, origin } = settings
  checkHeaders(request.headers)
  if (new URL(request.url).origin !== origin) throw strayed()
  try {
    await limiter?.acquire('', { signal: outer, maxWaitMs: call.deadline - clock.now() })
    const leftMs = call.deadline - clock.now()
    const limits =
      leftMs < call.timeoutMs
        ? { timeoutMs: leftMs, signal: outer, timedOut: outOfTime }
        : { timeoutMs: call.timeoutMs, signal: outer }
    return await withDeadline(limits, async (signal) => {
      call.sent = request
      const response = await followRedirects(transport, { ...request, signal }, () => {
        call.carriedOut = true
      })
      const text = await readBody(response.body, maxResponseBytes, signal)
      learn(settings, call, response.headers)
      return { status: response.status, headers: response.headers, url: response.url, text }
    })
  } catch (error) {
    throw owned(call, connectionFailure(error, request))
  }
}

function learn(settings: Settings, call: CallState, headers: Headers): void {
  call.turnedAway = headers.has('retry-after') || headers.has('retry-after-ms')
  const support = settings.idempotencyKeys === 'learn' ? headers.get('idempotency-key-support') : null
  if (support !== null) settings.honoursKeys = support === 'true'
}

function outOfTime(): TimeoutError {
  return new TimeoutError('The time for the whole call is used up', {
    code: 'TIMEOUT',
    retryable: true,
    remedy: 'Try again, or raise totalTimeoutMs.',
  })
}

function strayed(): InvalidRequestError {
  return new InvalidRequestError('A middleware sends the request to another origin', {
    code: 'INVALID_ARGUMENT',
    remedy: 'Change the path only; for another server make another client.',
  })
}

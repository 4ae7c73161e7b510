import { abortError, InvalidRequestError } from '@veza/resilience'
import { redactUrl } from '@veza/resilience/secrets'
import type { Credential } from '../auth/authenticator.ts'
import { UnsignedRequest } from '../auth/unsigned-request.ts'
import { requestIdOf } from '../errors/request-id.ts'
import { Cancellation } from '../exchange/cancellation.ts'
import { compose, type HttpRequest, type HttpResponse } from '../exchange/middleware.ts'
import { checkHeaders } from '../options/http-checks.ts'
import { type CallState, owned } from './call-state.ts'
import { exchange } from './exchange.ts'
import { outOfTime } from './out-of-time.ts'
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
  const { clock, middleware } = settings
  const startedAt = clock.now()
  call.sent = undefined
  const whole = new Cancellation(signal, () => owned(call, abortError(signal)))
  let response: HttpResponse | undefined
  try {
    whole.throwIfCancelled()
    if (call.deadline <= startedAt) throw outOfTime(call)
    if (middleware.length === 0) {
      response = await authenticated(settings, call, request, whole)
    } else {
      const send = (layer: HttpRequest) => authenticated(settings, call, checked(settings, layer), whole)
      whole.limit(call.deadline - startedAt, () => outOfTime(call))
      response = await whole.race(() => compose(middleware, send)(request))
    }
  } finally {
    // A body that is streamed goes on, and ends it.
    if (response?.body === undefined) whole.end()
    else if (middleware.length > 0) whole.handOver()
  }
  if (settings.tellsDebug) tell(settings, call, request, response, clock.now() - startedAt)
  return response
}

/** A middleware may have changed anything. */
function checked(settings: Settings, request: HttpRequest): HttpRequest {
  checkHeaders(request.headers)
  if (URL.parse(request.url)?.origin !== settings.origin) throw strayed()
  return request
}

async function authenticated(
  settings: Settings,
  call: CallState,
  request: HttpRequest,
  whole: Cancellation,
): Promise<HttpResponse> {
  const { authenticator } = settings
  if (authenticator === undefined) return exchange(settings, call, request, whole)
  const credential = await credentialFor(settings, call, request, whole)
  const response = await exchange(settings, call, withCredential(request, credential), whole)
  if (response.status !== 401 || authenticator.refresh === undefined || call.refreshed) return response
  if (call.bodySpent) return response
  call.refreshed = true
  const { sent } = call
  // It was turned away: should the refresh fail, nothing is in doubt.
  call.sent = undefined
  const refreshed = await inTime(
    settings,
    call,
    whole,
    async () => authenticator.refresh?.(credential, whole.signal, response) ?? false,
  )
  call.sent = sent
  if (!refreshed) return response
  const renewed = await credentialFor(settings, call, request, whole)
  return exchange(settings, call, withCredential(request, renewed), whole)
}

function credentialFor(
  settings: Settings,
  call: CallState,
  request: HttpRequest,
  whole: Cancellation,
): Credential | Promise<Credential> {
  const given = settings.authenticator?.authenticate(new UnsignedRequest(request, whole)) ?? {}
  return given instanceof Promise ? inTime(settings, call, whole, () => given) : given
}

/** Waits for an authenticator no longer than the call may take. */
function inTime<T>(
  { clock }: Settings,
  call: CallState,
  whole: Cancellation,
  work: () => Promise<T>,
): Promise<T> {
  whole.limit(call.deadline - clock.now(), () => outOfTime(call))
  return whole.race(work)
}

function withCredential(request: HttpRequest, credential: Credential): HttpRequest {
  checkHeaders(credential)
  return { ...request, headers: { ...request.headers, ...lowerCased(credential) } }
}

function tell(
  { logger }: Settings,
  { sent }: CallState,
  { method, url, attempt: number }: HttpRequest,
  { status, headers }: HttpResponse,
  durationMs: number,
): void {
  const requestId = requestIdOf(headers, sent)
  logger.debug(
    { method, url: redactUrl(url), attempt: number, status, requestId, durationMs },
    'veza: answer',
  )
}

function strayed(): InvalidRequestError {
  return new InvalidRequestError('A middleware sends the request to another origin', {
    code: 'INVALID_ARGUMENT',
    remedy: 'Change the path only; for another server make another client.',
  })
}

import { TimeoutError } from '@veza/resilience'
import { redactUrl } from '@veza/resilience/secrets'
import { connectionFailure } from '../errors/connection-failure.ts'
import { requestIdOf } from '../errors/request-id.ts'
import { followRedirects } from '../exchange/follow-redirects.ts'
import { compose, type HttpRequest, type HttpResponse } from '../exchange/middleware.ts'
import { readBody } from '../exchange/read-body.ts'
import { withDeadline } from '../exchange/with-deadline.ts'
import { checkHeaders } from '../options/http-checks.ts'
import type { Settings } from './settings.ts'

/** What the attempts of one call share. */
export interface CallState {
  readonly timeoutMs: number
  /** When the call must be over, in milliseconds since the Unix epoch. */
  readonly deadline: number
  readonly signal: AbortSignal | undefined
  /** What the current attempt handed to the transport, credential included; `undefined` before it did. */
  sent: HttpRequest | undefined
  /** Whether a rejected credential has been refreshed: once is all. */
  refreshed: boolean
}

/** One attempt: its turn, the middleware, the credential, the exchange. Gives the answer whatever its status. */
export async function attempt(
  settings: Settings,
  call: CallState,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { clock, limiter, logger, middleware } = settings
  call.sent = undefined
  await limiter?.acquire('', { signal: call.signal, maxWaitMs: call.deadline - clock.now() })
  const startedAt = clock.now()
  const response = await compose(middleware, (inner) => authenticated(settings, call, inner))(request)
  logger.debug(
    {
      method: request.method,
      url: redactUrl(request.url),
      attempt: request.attempt,
      status: response.status,
      requestId: requestIdOf(response.headers),
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
): Promise<HttpResponse> {
  const { authenticator } = settings
  if (authenticator === undefined) return exchange(settings, call, request)
  const credential = await authenticator.authenticate(request)
  const response = await exchange(settings, call, withHeaders(request, credential))
  if (response.status !== 401 || authenticator.refresh === undefined || call.refreshed) return response
  call.refreshed = true
  if (!(await authenticator.refresh(credential, call.signal))) return response
  return exchange(settings, call, withHeaders(request, await authenticator.authenticate(request)))
}

function withHeaders(request: HttpRequest, added: Readonly<Record<string, string>>): HttpRequest {
  return { ...request, headers: { ...request.headers, ...added } }
}

async function exchange(settings: Settings, call: CallState, request: HttpRequest): Promise<HttpResponse> {
  const { clock, transport, maxResponseBytes } = settings
  checkHeaders(request.headers)
  const leftMs = call.deadline - clock.now()
  if (leftMs <= 0) throw outOfTime()
  try {
    return await withDeadline(
      { timeoutMs: Math.min(call.timeoutMs, leftMs), signal: call.signal },
      async (signal) => {
        call.sent = request
        const response = await followRedirects(transport, { ...request, signal })
        const text = await readBody(response.body, maxResponseBytes)
        learn(settings, response.headers)
        return { status: response.status, headers: response.headers, url: response.url, text }
      },
    )
  } catch (error) {
    throw connectionFailure(error)
  }
}

function learn(settings: Settings, headers: Headers): void {
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

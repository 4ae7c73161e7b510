import { isVezaError, type RetryEvent, retry, type Span, type Verdict, verdict } from '@veza/resilience'
import { redactUrl } from '@veza/resilience/secrets'
import { isFailure } from '../answers/is-failure.ts'
import type { ResponseInfo, WithResponse } from '../call/call.ts'
import { outcomeOf } from '../errors/outcome-of.ts'
import { requestIdOf } from '../errors/request-id.ts'
import type { HttpResponse } from '../exchange/middleware.ts'
import { checkOptions } from '../options/check-options.ts'
import { callChecks } from '../options/http-checks.ts'
import type { CallOptions, Validation } from '../options/http-options.ts'
import { attempt } from './attempt.ts'
import { type CallState, newCallState, owned } from './call-state.ts'
import { Doubt } from './doubt.ts'
import { type PreparedRequest, prepare } from './prepare.ts'
import { repeatsWithoutHarm } from './repeats-without-harm.ts'
import type { RequestSpec } from './request-spec.ts'
import { defined, never, type Settings } from './settings.ts'
import { startSpan } from './start-span.ts'

/** Makes data of an answer that is no failure. */
export type ReadAnswer<T> = (response: HttpResponse, validation: Validation) => T | Promise<T>

/**
 * One call, from its options to its data: attempts until one succeeds or no further one is due.
 *
 * @param streams - whether the body of a success is wanted bit by bit.
 */
export async function runCall<T>(
  settings: Settings,
  spec: RequestSpec,
  options: CallOptions,
  read: ReadAnswer<T>,
  streams = false,
): Promise<WithResponse<T>> {
  checkOptions('The call', options, callChecks)
  const request = prepare(settings, spec, options)
  const { clock } = settings
  const { timeoutMs = settings.timeoutMs, signal } = options
  // How long bytes take to send depends on how many there are.
  const whole = spec.payload === undefined ? settings.totalTimeoutMs : Number.POSITIVE_INFINITY
  const call = newCallState(timeoutMs, clock.now() + (options.totalTimeoutMs ?? whole), streams)
  const doubt = new Doubt(request, call)
  const span = startSpan(settings, spec)
  const once = async (number: number): Promise<WithResponse<T>> => {
    try {
      const response = await attempt(settings, call, { ...request, attempt: number }, signal)
      span?.setAttribute('http.response.status_code', response.status)
      const data = await dataOf(response)
      return { data, response: info(response, number, call) }
    } catch (error) {
      doubt.consider(error)
      throw error
    }
  }
  const dataOf = async (response: HttpResponse): Promise<T> => {
    try {
      if (isFailure(response)) throw await failure(settings, call.sent ?? request, response)
      return await read(response, options.validation ?? settings.validation)
    } catch (error) {
      throw owned(call, error)
    }
  }
  try {
    return await retry(once, {
      ...settings,
      policy: { ...settings.retry, ...(options.retry === false ? never : defined(options.retry)) },
      deadline: call.deadline,
      signal,
      judge: (error) => judge(settings, call, request, error),
      onRetry: (event) => tellRetry(settings, request, event, span),
    })
  } catch (error) {
    endFailed(span, error)
    throw doubt.mark(error)
  } finally {
    span?.end()
  }
}

async function failure(settings: Settings, sent: PreparedRequest, response: HttpResponse): Promise<Error> {
  // Loaded with the first failure: most calls succeed, and the texts are a tenth of the SDK.
  const { responseError } = await import('../errors/response-error.ts')
  const error = responseError(response, sent, settings.clock.now())
  if (response.status === 429) settings.limiter?.throttled(error.retryAfterMs)
  return error
}

/** Goes by what was sent: a middleware may have changed the method, or dropped the key. */
function judge(settings: Settings, call: CallState, request: PreparedRequest, error: unknown): Verdict {
  const { method, headers, body } = call.sent ?? request
  const keyed = settings.honoursKeys && headers['idempotency-key'] !== undefined
  const outcome = verdict(outcomeOf(error, call), keyed || repeatsWithoutHarm(method))
  const spent = call.sent !== undefined && typeof body === 'object' && !body.replayable
  return spent ? { ...outcome, retry: false } : outcome
}

function tellRetry(
  settings: Settings,
  request: PreparedRequest,
  event: RetryEvent,
  span: Span | undefined,
): void {
  const { attempt: number, delayMs, error } = event
  const code = isVezaError(error) ? error.code : 'UNKNOWN'
  const { method, url } = request
  settings.logger.info({ method, url: redactUrl(url), attempt: number, delayMs, code }, 'veza: trying again')
  span?.addEvent('retry', { attempt: number, delay_ms: delayMs, 'error.type': code })
}

function info({ status, headers, url }: HttpResponse, attempts: number, call: CallState): ResponseInfo {
  return { status, headers, url, requestId: requestIdOf(headers, call.sent), attempts }
}

function endFailed(span: Span | undefined, error: unknown): void {
  span?.setAttribute('error.type', isVezaError(error) ? error.code : 'UNKNOWN')
  span?.setStatus({ code: 2 })
}

import { isVezaError, retry, type Verdict, verdict } from '@veza/resilience'
import { isFailure } from '../answers/is-failure.ts'
import type { ResponseInfo, WithResponse } from '../call/call.ts'
import { outcomeOf } from '../errors/outcome-of.ts'
import { requestIdOf } from '../errors/request-id.ts'
import { withOperation } from '../errors/with-operation.ts'
import type { HttpResponse } from '../exchange/middleware.ts'
import { CallWatch } from '../observe/call-watch.ts'
import type { CallOptions, Validation } from '../options/http-options.ts'
import { attempt } from './attempt.ts'
import { type CallState, newCallState, owned } from './call-state.ts'
import { Doubt } from './doubt.ts'
import { type PreparedRequest, prepare } from './prepare.ts'
import { repeatsWithoutHarm } from './repeats-without-harm.ts'
import type { RequestSpec } from './request-spec.ts'
import { defined, never, type Settings } from './settings.ts'

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
  const prepared = prepare(settings, spec, options)
  const { clock } = settings
  const watch = new CallWatch(settings, spec)
  const traced = watch.headers()
  const request =
    traced === undefined ? prepared : { ...prepared, headers: { ...prepared.headers, ...traced } }
  const { timeoutMs = settings.timeoutMs, signal } = options
  // How long bytes take to send depends on how many there are.
  const whole = spec.payload === undefined ? settings.totalTimeoutMs : Number.POSITIVE_INFINITY
  const call = newCallState(spec, timeoutMs, clock.now() + (options.totalTimeoutMs ?? whole), streams)
  const doubt = new Doubt(request, call)
  const once = async (number: number): Promise<WithResponse<T>> => {
    try {
      const response = await attempt(settings, call, { ...request, attempt: number }, signal)
      watch.answered(response.status)
      const data = await dataOf(response)
      return { data, response: info(response, number, call) }
    } catch (error) {
      doubt.consider(error)
      throw error
    }
  }
  const dataOf = async (response: HttpResponse): Promise<T> => {
    try {
      if (isFailure(response, call.sent ?? request))
        throw await failure(settings, call.sent ?? request, response)
      return await read(response, options.validation ?? settings.validation)
    } catch (error) {
      throw owned(call, error)
    }
  }
  try {
    const result = await retry(once, {
      ...settings,
      policy: { ...settings.retry, ...(options.retry === false ? never : defined(options.retry)) },
      deadline: call.deadline,
      signal,
      judge: (error) => judge(settings, call, request, error),
      onRetry: (event) => watch.retrying(request, event),
    })
    watch.succeeded()
    return result
  } catch (error) {
    watch.failed(error)
    // Aborted between two attempts: the wait does not know whose it is.
    throw doubt.mark(isVezaError(error, 'ABORTED') ? withOperation(error, spec) : error)
  }
}

async function failure(settings: Settings, sent: PreparedRequest, response: HttpResponse): Promise<Error> {
  // Loaded with the first failure: most calls succeed, and the texts are a tenth of the SDK.
  const { responseError } = await import('../errors/response-error.ts')
  const error = responseError(response, sent, settings.clock.now())
  if (response.status === 429) (await settings.limiter)?.throttled(error.retryAfterMs)
  return error
}

/** Goes by what was sent: a middleware may have changed the method, or dropped the key. */
function judge(settings: Settings, call: CallState, request: PreparedRequest, error: unknown): Verdict {
  const { method, headers } = call.sent ?? request
  const keyed = settings.honoursKeys && headers['idempotency-key'] !== undefined
  const outcome = verdict(outcomeOf(error, call), keyed || repeatsWithoutHarm(method))
  if (!call.bodySpent || !outcome.retry) return outcome
  if (isVezaError(error) && call.own.has(error)) {
    const remedy = `Pass a body that can be read again: this one can be read only once. ${error.remedy}`
    Object.assign(error, { remedy })
  }
  return { ...outcome, retry: false }
}

function info({ status, headers, url }: HttpResponse, attempts: number, call: CallState): ResponseInfo {
  return { status, headers, url, requestId: requestIdOf(headers, call.sent), attempts }
}

import { isVezaError, retry, type Span, type Verdict, verdict } from '@veza/resilience'
import { redactUrl } from '@veza/resilience/secrets'
import type { WithResponse } from '../call/call.ts'
import { outcomeOf } from '../errors/outcome-of.ts'
import { requestIdOf } from '../errors/request-id.ts'
import type { HttpResponse } from '../exchange/middleware.ts'
import { checkOptions } from '../options/check-options.ts'
import { callChecks } from '../options/http-checks.ts'
import type { CallOptions, Validation } from '../options/http-options.ts'
import { attempt, type CallState } from './attempt.ts'
import { type PreparedRequest, prepare } from './prepare.ts'
import type { RequestSpec } from './request-spec.ts'
import { never, type Settings } from './settings.ts'
import { startSpan } from './start-span.ts'

/** Makes data of an answer that is no failure. */
export type ReadAnswer<T> = (response: HttpResponse, validation: Validation) => T | Promise<T>

/** One call, from its options to its data: attempts until one succeeds or no further one is due. */
export async function runCall<T>(
  settings: Settings,
  spec: RequestSpec,
  options: CallOptions,
  read: ReadAnswer<T>,
): Promise<WithResponse<T>> {
  checkOptions(`${spec.method} ${spec.path}`, options, callChecks)
  const request = prepare(settings, spec, options)
  const call: CallState = {
    timeoutMs: options.timeoutMs ?? settings.timeoutMs,
    deadline: settings.clock.now() + (options.totalTimeoutMs ?? settings.totalTimeoutMs),
    signal: options.signal,
    sent: undefined,
    refreshed: false,
  }
  const doubt = new Doubt(request)
  const span = startSpan(settings, spec)
  try {
    return await retry(
      async (number) => {
        try {
          const response = await attempt(settings, call, { ...request, attempt: number })
          if (response.status >= 400) throw await failure(settings, call.sent ?? request, response)
          span?.setAttribute('http.response.status_code', response.status)
          const data = await read(response, options.validation ?? settings.validation)
          return { data, response: info(response, number) }
        } catch (error) {
          doubt.consider(error, call.sent !== undefined)
          throw error
        }
      },
      {
        ...settings,
        policy: { ...settings.retry, ...(options.retry === false ? never : options.retry) },
        deadline: call.deadline,
        signal: call.signal,
        judge: (error) => judge(settings, request, error, call.sent !== undefined),
        onRetry: ({ attempt: number, delayMs, error }) => {
          const code = isVezaError(error) ? error.code : 'UNKNOWN'
          const { method, url } = request
          settings.logger.info(
            { method, url: redactUrl(url), attempt: number, delayMs, code },
            'veza: trying again',
          )
          span?.addEvent('retry', { attempt: number, delay_ms: delayMs, 'error.type': code })
        },
      },
    )
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

function judge(settings: Settings, request: PreparedRequest, error: unknown, sent: boolean): Verdict {
  const keyed = settings.honoursKeys && request.headers['idempotency-key'] !== undefined
  return verdict(outcomeOf(error, sent), keyed || repeatsWithoutHarm(request.method))
}

function repeatsWithoutHarm(method: string): boolean {
  return method !== 'POST' && method !== 'PATCH'
}

function info({ status, headers, url }: HttpResponse, attempts: number) {
  return { status, headers, url, requestId: requestIdOf(headers), attempts }
}

function endFailed(span: Span | undefined, error: unknown): void {
  span?.setAttribute('error.type', isVezaError(error) ? error.code : 'UNKNOWN')
  span?.setStatus({ code: 2 })
}

/** Remembers whether any attempt of a call may have been carried out, however the call ends. */
class Doubt {
  readonly #request: PreparedRequest
  #grounds = false

  constructor(request: PreparedRequest) {
    this.#request = request
  }

  consider(error: unknown, sent: boolean): void {
    const { ambiguous } = verdict(outcomeOf(error, sent), repeatsWithoutHarm(this.#request.method))
    // A plain refusal (4xx) under the same key says what became of the earlier attempts too.
    const settled = isVezaError(error) && error.status !== undefined && error.status < 500 && !error.retryable
    this.#grounds = ambiguous || (this.#grounds && !settled)
  }

  mark(error: unknown): unknown {
    const idempotencyKey = this.#request.headers['idempotency-key']
    if (!this.#grounds || !isVezaError(error)) return error
    return Object.assign(error, {
      outcomeUnknown: true,
      idempotencyKey,
      remedy: `The request may have been carried out: look before you repeat it, or repeat it with the error's idempotencyKey. ${error.remedy}`,
    })
  }
}

import { isVezaError, type RetryEvent, type Span } from '@veza/resilience'
import { redactUrl } from '@veza/resilience/secrets'
import type { RequestSpec } from '../client/request-spec.ts'
import type { Settings } from '../client/settings.ts'

/** `SpanKind.CLIENT` of OpenTelemetry. */
const clientKind = 2

/**
 * Tells of one call: as a span, named as OpenTelemetry's HTTP conventions ask and without any id or query, in the log,
 * and in the client's figures.
 */
export class CallWatch {
  readonly #settings: Settings
  readonly #startedAt: number
  readonly #span: Span | undefined
  #retries = 0

  constructor(settings: Settings, { method, path }: RequestSpec) {
    this.#settings = settings
    this.#startedAt = settings.clock.now()
    const { tracer, host } = settings
    this.#span = tracer?.startSpan(`${method} ${path}`, {
      kind: clientKind,
      attributes: {
        'http.request.method': method,
        'url.template': path,
        'server.address': host.hostname,
        ...(host.port !== '' && { 'server.port': Number(host.port) }),
      },
    })
  }

  /** Headers that tell the server which span the call is. */
  headers(): Readonly<Record<string, string>> | undefined {
    return this.#span && this.#settings.tracer?.inject?.(this.#span)
  }

  answered(status: number): void {
    this.#span?.setAttribute('http.response.status_code', status)
  }

  retrying({ method, url }: { method: string; url: string }, { attempt, delayMs, error }: RetryEvent): void {
    const { logger, stats } = this.#settings
    const code = codeOf(error)
    logger.info({ method, url: redactUrl(url), attempt, delayMs, code }, 'veza: trying again')
    this.#span?.addEvent('retry', { attempt, delay_ms: delayMs, 'error.type': code })
    this.#retries++
    stats.retried()
  }

  succeeded(): void {
    this.#end()
    this.#settings.stats.ended(this.#settings.clock.now() - this.#startedAt)
  }

  failed(error: unknown): void {
    this.#span?.setAttribute('error.type', codeOf(error))
    this.#span?.setStatus({ code: 2 })
    this.#end()
    const name = isVezaError(error) ? error.name : ''
    this.#settings.stats.ended(this.#settings.clock.now() - this.#startedAt, { code: codeOf(error), name })
  }

  #end(): void {
    if (this.#retries > 0) this.#span?.setAttribute('http.request.resend_count', this.#retries)
    this.#span?.end()
  }
}

function codeOf(error: unknown): string {
  return isVezaError(error) ? error.code : 'UNKNOWN'
}

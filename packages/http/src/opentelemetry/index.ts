import { context, defaultTextMapSetter, propagation, trace } from '@opentelemetry/api'
import type { Span, Tracer } from '@veza/resilience'

/** How to trace with OpenTelemetry. */
export interface OpenTelemetryOptions {
  /** Name of the tracer. @defaultValue '@veza/http' */
  readonly name?: string
  /** Whether requests carry `traceparent` and what else the propagator in use writes. @defaultValue true */
  readonly propagate?: boolean
}

/**
 * A tracer on OpenTelemetry's API: one client span for each call, as a child of the span that is active when it begins.
 * Needs the package `@opentelemetry/api`; without an SDK registered there it does nothing.
 *
 * @param options - see {@link OpenTelemetryOptions}.
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 * import { openTelemetry } from '@veza/client/opentelemetry'
 *
 * const veza = new Veza({ tracer: openTelemetry() })
 * console.log((await veza.users.get(1)).username)
 * ```
 */
export function openTelemetry({ name = '@veza/http', propagate = true }: OpenTelemetryOptions = {}): Tracer {
  const tracer = trace.getTracer(name)
  return {
    startSpan: (spanName, options) => tracer.startSpan(spanName, options),
    inject(span: Span) {
      const headers: Record<string, string> = {}
      if (!propagate) return headers
      const active = trace.setSpan(context.active(), span as Parameters<typeof trace.setSpan>[1])
      propagation.inject(active, headers, defaultTextMapSetter)
      return headers
    },
  }
}

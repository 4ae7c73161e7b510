import type { Span } from '@veza/resilience'
import type { RequestSpec } from './request-spec.ts'
import type { Settings } from './settings.ts'

/** `SpanKind.CLIENT` of OpenTelemetry. */
const clientKind = 2

/** Begins the span of a call, named as OpenTelemetry's HTTP conventions ask; no id and no query is in it. */
export function startSpan({ tracer, baseUrl }: Settings, { method, path }: RequestSpec): Span | undefined {
  return tracer?.startSpan(`${method} ${path}`, {
    kind: clientKind,
    attributes: {
      'http.request.method': method,
      'url.template': path,
      'server.address': new URL(baseUrl).hostname,
    },
  })
}

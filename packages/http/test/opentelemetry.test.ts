import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { createHttp } from '@veza/http'
import { openTelemetry } from '@veza/http/opentelemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const exporter = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
const spec = { method: 'GET', path: '/users/{id}', params: { id: 7 }, query: { token: 'canary' } } as const

beforeAll(() => {
  trace.setGlobalTracerProvider(provider)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
})
beforeEach(() => exporter.reset())
afterAll(() => {
  trace.disable()
  context.disable()
  propagation.disable()
})

describe('OpenTelemetry', () => {
  test('gets one client span for a call, under the active one, with its retries as events', async () => {
    await using server = await scriptedServer((response, _, number) =>
      json(response, {}, number === 1 ? 503 : 200, { 'retry-after-ms': '1' }),
    )
    const http = createHttp({ baseUrl: server.url, tracer: openTelemetry() })
    const parent = provider.getTracer('test').startSpan('work')
    await context.with(trace.setSpan(context.active(), parent), () => http.json(spec))
    const [span] = exporter.getFinishedSpans()
    expect(exporter.getFinishedSpans()).toHaveLength(1)
    expect(span).toMatchObject({
      name: 'GET /users/{id}',
      kind: SpanKind.CLIENT,
      parentSpanContext: { spanId: parent.spanContext().spanId },
      attributes: { 'http.response.status_code': 200, 'http.request.resend_count': 1 },
      events: [{ name: 'retry', attributes: { attempt: 1, 'error.type': 'HTTP_503' } }],
    })
    const traceparent = `00-${span?.spanContext().traceId}-${span?.spanContext().spanId}-01`
    expect(server.seen.map(({ headers }) => headers['traceparent'])).toEqual([traceparent, traceparent])
  })

  test('hears of a failure by its code, and nothing secret', async () => {
    await using server = await scriptedServer((response) => json(response, { message: 'canary' }, 404))
    const http = createHttp({ baseUrl: server.url, tracer: openTelemetry({ name: 'mine' }) })
    await failureOf(http.json(spec, { headers: { 'x-api-key': 'canary' } }))
    const [span] = exporter.getFinishedSpans()
    expect(span?.instrumentationScope.name).toBe('mine')
    expect(span?.status.code).toBe(SpanStatusCode.ERROR)
    expect(span?.attributes['error.type']).toBe('NOT_FOUND')
    expect(JSON.stringify([span?.attributes, span?.events, span?.name])).not.toContain('canary')
  })

  test('adds no header where that is not wanted', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const http = createHttp({ baseUrl: server.url, tracer: openTelemetry({ propagate: false }) })
    await http.json(spec)
    expect(server.seen[0]?.headers['traceparent']).toBeUndefined()
    expect(exporter.getFinishedSpans()).toHaveLength(1)
  })
})

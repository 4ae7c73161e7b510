import { type Span as OtelSpan, type Tracer as OtelTracer, SpanStatusCode, trace } from '@opentelemetry/api'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Span, Tracer } from './tracer.ts'

describe('a tracer', () => {
  test("is OpenTelemetry's as it stands, and its spans take the calls the SDK makes", () => {
    const tracer: Tracer = trace.getTracer('veza')
    const span = tracer.startSpan('GET /users', { kind: 2, attributes: { 'http.request.method': 'GET' } })
    span.setAttribute('http.response.status_code', 200)
    span.addEvent('retry', { attempt: 1 })
    span.setStatus({ code: 2, message: 'failed' })
    expect(span.end()).toBeUndefined()
  })

  test('agrees with OpenTelemetry by type, and on the code of an error', () => {
    expectTypeOf<OtelTracer>().toExtend<Tracer>()
    expectTypeOf<OtelSpan>().toExtend<Span>()
    expect(SpanStatusCode.ERROR).toBe(2)
    expect(SpanStatusCode.OK).toBe(1)
  })
})

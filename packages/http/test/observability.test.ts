import { createHttp } from '@veza/http'
import type { Attributes, Logger, Span, Tracer } from '@veza/resilience'
import { expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const spec = {
  method: 'GET',
  path: '/users/{id}',
  params: { id: 7 },
  query: { email: 'canary', page: 2 },
} as const

function tracing() {
  const spans: { name: string; attributes: Attributes; events: string[]; status?: number; ended: boolean }[] =
    []
  const tracer: Tracer = {
    startSpan(name, options): Span {
      const span = { name, attributes: { ...options?.attributes }, events: [] as string[], ended: false }
      spans.push(span)
      return {
        setAttribute: (key, value) => Object.assign(span.attributes, { [key]: value }),
        addEvent: (event, attributes) => span.events.push(`${event} ${JSON.stringify(attributes)}`),
        setStatus: ({ code }) => Object.assign(span, { status: code }),
        end: () => Object.assign(span, { ended: true }),
      }
    },
  }
  return { tracer, spans }
}

test('a call is one span, its retries are events, and neither names an id or a query', async () => {
  await using server = await scriptedServer((response, _, number) =>
    json(response, {}, number === 1 ? 503 : 200, { 'retry-after-ms': '7' }),
  )
  const { tracer, spans } = tracing()
  await createHttp({ baseUrl: server.url, tracer, random: () => 0 }).json(spec)
  expect(spans).toEqual([
    {
      name: 'GET /users/{id}',
      attributes: {
        'http.request.method': 'GET',
        'url.template': '/users/{id}',
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(server.url).port),
        'http.request.resend_count': 1,
        'http.response.status_code': 200,
      },
      events: ['retry {"attempt":1,"delay_ms":7,"error.type":"HTTP_503"}'],
      ended: true,
    },
  ])
})

test('a call that fails marks its span with the code, and ends it', async () => {
  await using server = await scriptedServer((response) => json(response, {}, 404))
  const { tracer, spans } = tracing()
  await failureOf(createHttp({ baseUrl: server.url, tracer }).json(spec))
  expect(spans[0]).toMatchObject({ status: 2, ended: true, attributes: { 'error.type': 'NOT_FOUND' } })
})

test('the logger is told of answers and retries, with the query redacted', async () => {
  await using server = await scriptedServer((response, _, number) =>
    json(response, {}, number === 1 ? 503 : 200, { 'retry-after-ms': '7', 'x-request-id': `r${number}` }),
  )
  const lines: unknown[] = []
  const line = (level: string) => (fields: object, message: string) =>
    void lines.push([level, message, fields])
  const logger: Logger = {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
  }
  await createHttp({ baseUrl: server.url, logger, random: () => 0 }).json(spec)
  const url = `${server.url}/users/7?email=[redacted]&page=2`
  const answer = (attempt: number, status: number) => [
    'debug',
    'veza: answer',
    { method: 'GET', url, attempt, status, requestId: `r${attempt}`, durationMs: expect.any(Number) },
  ]
  expect(lines).toEqual([
    answer(1, 503),
    ['info', 'veza: trying again', { method: 'GET', url, attempt: 1, delayMs: 7, code: 'HTTP_503' }],
    answer(2, 200),
  ])
})

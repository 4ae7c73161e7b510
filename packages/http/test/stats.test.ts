import { createHttp } from '@veza/http'
import { expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/thing' } as const

test('a client that did nothing has nothing to tell', () => {
  const { latency, ...counts } = createHttp().stats()
  expect(counts).toEqual({ calls: 0, failures: 0, retries: 0, limited: 0, cacheHits: 0, errors: {} })
  expect(latency).toMatchObject({ count: 0, sumMs: 0, maxMs: 0 })
  expect(latency.buckets.at(-1)).toEqual([Number.POSITIVE_INFINITY, 0])
})

test('calls, retries, limits, errors and durations are counted', async () => {
  const answers = [200, 503, 200, 404, 429]
  await using server = await scriptedServer((response, _, number) =>
    json(response, {}, answers[number - 1], {
      'retry-after-ms': answers[number - 1] === 429 ? '99999999' : '40',
    }),
  )
  let now = 0
  const clock = {
    now: () => now,
    sleep: (ms: number) => {
      now += ms
      return Promise.resolve()
    },
  }
  const http = createHttp({ baseUrl: server.url, clock, random: () => 0 })
  await http.json(get)
  await http.json(get)
  await failureOf(http.json(get))
  await failureOf(http.json(get))
  const { latency, ...counts } = http.stats()
  expect(counts).toEqual({
    calls: 4,
    failures: 2,
    retries: 1,
    limited: 1,
    cacheHits: 0,
    errors: { NOT_FOUND: 1, RATE_LIMIT_EXCEEDED: 1 },
  })
  expect(latency).toMatchObject({ count: 4, sumMs: 40, maxMs: 40 })
  expect(latency.buckets.filter(([, count]) => count > 0)).toEqual([
    [5, 3],
    [50, 1],
  ])
})

test('answers that were kept are counted apart', async () => {
  await using server = await scriptedServer((response) =>
    json(response, {}, 200, { 'cache-control': 'max-age=9' }),
  )
  const http = createHttp({ baseUrl: server.url, cache: true })
  for (let i = 0; i < 3; i++) await http.json(get)
  expect(http.stats()).toMatchObject({ calls: 1, cacheHits: 2 })
})

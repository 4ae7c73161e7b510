import { createHttp } from '@veza/http'
import { ManualClock } from '@veza/resilience/testing'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const limit = 100

/** The largest number of times that any window of a second holds, wherever it begins. */
function busiestSecond(times: readonly number[]): number {
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + 1000).length))
}

/** Calls numbered from 0, and when each was sent by the client's own clock. */
async function setup() {
  const clock = new ManualClock()
  const sent: { number: number; at: number }[] = []
  const server = await scriptedServer((response, { url }) => {
    const number = Number(url.split('/').at(-1))
    if (number < 0) json(response, {}, 429, { 'retry-after': '5' })
    else json(response, { number })
  })
  const http = createHttp({
    baseUrl: server.url,
    clock,
    rateLimit: { limit, maxWaitMs: 600_000 },
    totalTimeoutMs: 1e9,
    fetch(input, init) {
      const { url } = new Request(input)
      sent.push({ number: Number(url.split('/').at(-1)), at: clock.now() })
      return fetch(input, init)
    },
  })
  const call = (number: number, signal?: AbortSignal) =>
    http.json(
      { method: 'GET', path: '/things/{number}', params: { number } },
      { retry: false, ...(signal && { signal }) },
    )
  return { clock, sent, call, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

describe('1,000 calls at once under a limit of 100 a second', () => {
  test('are sent in their order, no more than 100 in any second', async () => {
    await using one = await setup()
    const startedAt = one.clock.now()
    const calls = Array.from({ length: 1000 }, (_, number) => one.call(number))
    await one.clock.run(Promise.all(calls))
    expect(one.sent).toHaveLength(1000)
    expect(busiestSecond(one.sent.map(({ at }) => at))).toBe(limit)
    const seconds = one.sent.map(({ number, at }) => [Math.floor(number / limit), (at - startedAt) / 1000])
    expect(seconds.every(([expected, second]) => expected === second)).toBe(true)
  })

  test('lose at once who gives up, and nobody waits for them', async () => {
    await using one = await setup()
    const controller = new AbortController()
    const stay = Array.from({ length: 150 }, (_, number) => one.call(number))
    const leave = Array.from({ length: 500 }, (_, number) =>
      failureOf(one.call(1000 + number, controller.signal)),
    )
    const last = one.call(999)
    controller.abort()
    expect((await Promise.all(leave)).every(({ code }) => code === 'ABORTED')).toBe(true)
    const before = one.clock.now()
    await one.clock.run(Promise.all([...stay, last]))
    expect(one.clock.now() - before).toBe(1000)
    expect(one.server.seen).toHaveLength(151)
  })

  test('are all paused by one 429, and go on more slowly', async () => {
    await using one = await setup()
    const startedAt = one.clock.now()
    await failureOf(one.call(-1))
    const calls = Array.from({ length: 200 }, (_, number) => one.call(number))
    await one.clock.run(Promise.all(calls))
    const after = one.sent.filter(({ number }) => number >= 0).map(({ at }) => at - startedAt)
    expect(Math.min(...after)).toBeGreaterThanOrEqual(5000)
    expect(busiestSecond(after)).toBeLessThan(limit)
  })
})

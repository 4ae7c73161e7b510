import { ManualClock } from '@veza/resilience/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { connect, type RealtimeClient, type RealtimeOptions } from '../../src/index.ts'
import { modelOptions } from './model-options.ts'
import { ModelServer } from './model-server.ts'

const server = { current: new ModelServer() }
const clock = { current: new ManualClock() }
let live: RealtimeClient | undefined

afterEach(async () => {
  const closing = live?.close()
  await clock.current.advance(2000)
  await closing
})

/** A conversation that is ready, in virtual time. */
async function ready(exact: boolean, options: RealtimeOptions = {}): Promise<RealtimeClient> {
  server.current = new ModelServer()
  clock.current = new ManualClock()
  const connecting = connect({ ...modelOptions(server.current, clock.current), ...options })
  await clock.current.advance(0)
  const peer = server.current.current
  if (peer === undefined) throw new Error('Nobody connects')
  server.current.accept(peer, exact)
  answer()
  live = await connecting
  return live
}

/** The server handles and answers all there is. */
function answer(): void {
  const peer = server.current.current
  while (peer !== undefined && peer.inbound.length + peer.waiting > 0 && !peer.isEnded) {
    server.current.serve(peer)
    peer.deliver()
  }
}

/** How long the conversation takes to notice that nothing comes any more, in milliseconds. */
async function noticed(conversation: RealtimeClient, stepMs: number): Promise<number> {
  let tookMs = 0
  for (; conversation.state === 'ready'; tookMs += stepMs) await clock.current.advance(stepMs)
  return tookMs
}

describe.each([
  ['veza.v2', true],
  ["the guide's protocol", false],
])('with %s', (_name, exact) => {
  test('silence is noticed within 10 s', async () => {
    const took = await noticed(await ready(exact), 100)
    expect(took).toBeGreaterThan(5000)
    expect(took).toBeLessThanOrEqual(10_000)
  })

  test('silence is noticed within 2 s where deadAfterMs says so', async () => {
    expect(await noticed(await ready(exact, { deadAfterMs: 2000 }), 20)).toBeLessThanOrEqual(2000)
  })

  test('silence after the last of many frames is noticed as soon', async () => {
    const conversation = await ready(exact)
    for (let second = 0; second < 60; second++) {
      server.current.post(1)
      server.current.current?.sayText('{"type":"news","payload":{}}')
      answer()
      await clock.current.advance(700)
    }
    expect(await noticed(conversation, 100)).toBeLessThanOrEqual(10_000)
  })

  test('hours of a server that stalls for 3 s again and again is no false alarm', async () => {
    const conversation = await ready(exact)
    for (let hours = 0; hours < 8; hours++) {
      for (let stalls = 0; stalls < 3600 / 7; stalls++) {
        await clock.current.advance(3000)
        answer()
        await clock.current.advance(4000)
        answer()
      }
    }
    expect(conversation.stats().connections).toBe(1)
  })
})

import { expect, test } from 'vitest'
import type { RealtimeClient, RealtimeState } from '../src/index.ts'
import { FaultProxy } from './support/fault-proxy.ts'
import { LiveSandbox } from './support/live-sandbox.ts'

/** Resolves when a conversation comes to a state. */
function turned(live: RealtimeClient, wanted: RealtimeState): Promise<void> {
  return new Promise((resolve) => {
    live.on('state', ({ state }) => state === wanted && resolve())
  })
}

/** In fifths of a second. */
const threeSeconds = 15

test.concurrent('a peer that is gone without a word is noticed in 2 s, and its end is not waited for', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect({ deadAfterMs: 2000 })
  const [noticed, back] = [turned(live, 'waiting'), turned(live, 'ready')]
  const began = performance.now()
  expect(sandbox.running.realtime.halfOpen()).toBe(1)
  await noticed
  // The time of a busy machine comes on top.
  expect(performance.now() - began).toBeLessThan(3000)
  await back
  expect(sandbox.running.realtime.stats()).toMatchObject({ accepted: 2, connections: 2 })
})

test.concurrent('a network that stalls for 3 s is no false alarm', async () => {
  await using sandbox = await LiveSandbox.serve()
  await using proxy = await FaultProxy.before(sandbox.port)
  const live = await sandbox.connect({ url: proxy.url })
  await live.room(1).subscribe()
  proxy.inflict('stall', threeSeconds)
  const sent = await live.room(1).send({ content: 'Late' })
  expect(sent.acknowledged).toBe(true)
  expect(live.stats().connections).toBe(1)
})

test('a program that is busy for 3 s does not take its server for dead', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect({ deadAfterMs: 2000 })
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000)
  // The timers that are due come before what the server has sent, and the next ones after it.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(live.stats().connections).toBe(1)
})

test.concurrent('a client that only listens, and is never without news, shows that it is there', async () => {
  await using sandbox = await LiveSandbox.serve({ realtime: { heartbeatMs: 1000 } })
  const live = await sandbox.connect()
  let messages = 0
  live.on('message', () => void messages++)
  await live.room(1).subscribe()
  for (const end = performance.now() + 2500; performance.now() < end; ) {
    await sandbox.say(1, 'News')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(messages).toBeGreaterThan(10)
  expect(live.stats().connections).toBe(1)
})

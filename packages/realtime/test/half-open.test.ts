import { expect, onTestFinished, test } from 'vitest'
import { LiveSandbox } from './support/live-sandbox.ts'

async function serve(...args: Parameters<typeof LiveSandbox.serve>): Promise<LiveSandbox> {
  const served = await LiveSandbox.serve(...args)
  onTestFinished(() => served[Symbol.asyncDispose]())
  return served
}

test('a client that only listens, and is never without news, shows the server that it is there', async () => {
  const sandbox = await serve({ realtime: { heartbeatMs: 1000 } })
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

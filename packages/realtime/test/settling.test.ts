import { expect, onTestFinished, test } from 'vitest'
import { LiveSandbox } from './support/live-sandbox.ts'

async function serve(...args: Parameters<typeof LiveSandbox.serve>): Promise<LiveSandbox> {
  const served = await LiveSandbox.serve(...args)
  onTestFinished(() => served[Symbol.asyncDispose]())
  return served
}

test('subscribe() settles where unsubscribe() comes before the answer', async () => {
  const sandbox = await serve()
  const live = await sandbox.connect()
  const subscribed = live.room(1).subscribe()
  live.room(1).unsubscribe()
  await expect(subscribed).rejects.toMatchObject({ name: 'AbortError', code: 'ABORTED' })
})

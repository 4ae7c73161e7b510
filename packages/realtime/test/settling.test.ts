import { expect, test } from 'vitest'
import { LiveSandbox } from './support/live-sandbox.ts'

test('subscribe() settles where unsubscribe() comes before the answer', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect()
  const subscribed = live.room(1).subscribe()
  live.room(1).unsubscribe()
  await expect(subscribed).rejects.toMatchObject({ name: 'AbortError', code: 'ABORTED' })
})

import { expect, test } from 'vitest'
import { LiveSandbox } from '../support/live-sandbox.ts'
import { runChild } from '../support/run-child.ts'
import type { SlowReaderLine } from './slow-reader-main.ts'

/** More than all buffers on the way hold, and less than the server can replay. */
const count = 6000
const padding = 'x'.repeat(3500)

test('a reader slower than its room stops the connection, loses nothing when the server closes it for that, and stays small', {
  timeout: 60_000,
}, async () => {
  await using sandbox = await LiveSandbox.serve({ realtime: { maxBufferedBytes: 256 * 1024 } })
  const { realtimeUrl, baseUrl, apiKey, realtime } = sandbox.running
  async function pour(line: SlowReaderLine, goOn: () => void): Promise<void> {
    if (!('listens' in line)) return
    for (let message = 0; message < count; message++) {
      await sandbox.say(1, `${message} ${padding}`)
      if (message % 20 === 0) await new Promise(setImmediate)
    }
    goOn()
  }
  const args = [realtimeUrl, baseUrl, apiKey, String(count)]
  const lines = await runChild<SlowReaderLine>(
    new URL('slow-reader-main.ts', import.meta.url),
    args,
    (line, goOn) => void pour(line, goOn),
  )
  const result = lines.find((line) => 'read' in line)
  expect(result).toMatchObject({ read: count, outOfOrder: 0, gaps: 0 })
  expect(result?.held).toBeLessThan(8 * 1024 * 1024)
  expect(realtime.stats().slowConsumers).toBeGreaterThanOrEqual(1)
})

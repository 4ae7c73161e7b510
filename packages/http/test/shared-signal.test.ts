import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('50,000 calls that share one signal leave no listener and no memory behind', {
  timeout: 180_000,
}, async () => {
  const program = fileURLToPath(new URL('shared-signal.ts', import.meta.url))
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, [
    '--conditions=@veza/source',
    '--expose-gc',
    program,
    '50000',
  ])
  const { growth, listeners } = JSON.parse(stdout) as { growth: number; listeners: number }
  expect(listeners).toBe(0)
  expect(growth).toBeLessThan(2_000_000)
})

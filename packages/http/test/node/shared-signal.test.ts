import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test.each([
  ['the transport of Node', 50_000],
  ['fetch', 20_000],
])(
  'calls by %s that share one signal leave no listener and no memory behind: %d',
  {
    timeout: 300_000,
  },
  async (transport, calls) => {
    const program = fileURLToPath(new URL('shared-signal.ts', import.meta.url))
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, [
      '--conditions=@veza/source',
      '--expose-gc',
      program,
      String(calls),
      transport,
    ])
    const { growth, listeners } = JSON.parse(stdout) as { growth: number; listeners: number }
    expect(listeners).toBe(0)
    expect(growth).toBeLessThan(2_000_000)
  },
)

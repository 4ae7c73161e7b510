import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { serveSandbox } from '@veza/sandbox/node'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const size = 1024 ** 3
const most = 64 * 1024 ** 2

test('a file of 1 GiB goes up and comes down in less than 64 MiB of memory', {
  timeout: 300_000,
}, async () => {
  await using sandbox = await serveSandbox()
  const program = fileURLToPath(new URL('large-files.ts', import.meta.url))
  const env = { ...process.env, VEZA_BASE_URL: sandbox.baseUrl, VEZA_API_KEY: sandbox.apiKey }
  const flags = ['--conditions=@veza/source', '--expose-gc']
  const { stdout } = await run(process.execPath, [...flags, program, String(size)], { env })
  const { up, down, bytes } = JSON.parse(stdout) as { up: number; down: number; bytes: number }
  expect(bytes).toBe(size)
  expect(up).toBeLessThan(most)
  expect(down).toBeLessThan(most)
})

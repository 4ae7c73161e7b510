import { expect, test } from 'vitest'
import { LiveSandbox } from '../support/live-sandbox.ts'
import { runChild } from '../support/run-child.ts'
import { type CycleReport, runCycles } from './run-cycles.ts'

const megabyte = 1024 * 1024

test('conversations that are over leave nothing behind', { timeout: 60_000 }, async () => {
  const [report] = await runChild<CycleReport>(new URL('cycles-main.ts', import.meta.url), ['3000'])
  expect(report).toMatchObject({ cycles: 3000, listeners: 0 })
  expect(report?.growth).toBeLessThan(megabyte)
})

test('conversations over real sockets leave no listener behind', async () => {
  await using sandbox = await LiveSandbox.serve()
  const { realtimeUrl: url } = sandbox.running
  const options = { url, authenticator: sandbox.authenticator, history: sandbox.history }
  const report = await runCycles({ cycles: 50, warmUp: 1, options }, () => {})
  expect(report.listeners).toBe(0)
})

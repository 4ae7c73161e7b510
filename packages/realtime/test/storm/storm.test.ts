import { expect, test } from 'vitest'
import { peakOf, runStorm } from './run-storm.ts'

test('300 clients that are cut at once come back one after another, and none fails', {
  timeout: 60_000,
}, async () => {
  const report = await runStorm({ clients: 300, processes: 1, firstDelayMs: 2000 })
  expect(report).toMatchObject({ back: 300, failed: 0 })
  expect(report.lastBackMs).toBeLessThan(10_000)
  // 15 on average: what comes at once would be all of them.
  expect(report.peak).toBeLessThan(150)
})

test('a peak is found wherever it begins', () => {
  expect(peakOf([])).toBe(0)
  expect(peakOf([0, 99, 100, 101, 198, 250])).toBe(4)
})

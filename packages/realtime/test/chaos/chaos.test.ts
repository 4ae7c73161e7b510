import { expect, test } from 'vitest'
import { chaosPlan, cutKinds } from './chaos-plan.ts'
import { chaosFaults } from './chaos-table.ts'
import { partysocketChaosClient } from './contrast/partysocket-chaos-client.ts'
import { runChaos } from './run-chaos.ts'
import { VezaClient } from './veza-client.ts'

const aMinute = 60_000

test.concurrent('nothing is lost, doubled or out of order in either direction with veza.v2', {
  timeout: aMinute,
}, async () => {
  const plan = chaosPlan(7, 60, 12_000, 1200)
  const report = await runChaos({ plan, protocol: 'veza.v2', makeClient: VezaClient.connect })
  expect(chaosFaults(report, { downInOrder: true, upExact: true })).toEqual([])
  expect(report.down.expected).toBe(13_200)
  expect(Object.keys(report.cuts).sort()).toEqual([...cutKinds].sort())
  expect(Object.values(report.cuts).every((count) => count >= 2)).toBe(true)
})

test.concurrent('nothing is lost or doubled on the way down with the protocol of the guide', {
  timeout: aMinute,
}, async () => {
  const plan = chaosPlan(8, 40, 8000, 400)
  const report = await runChaos({ plan, protocol: 'none', makeClient: VezaClient.connect })
  expect(chaosFaults(report, { downInOrder: false, upExact: false })).toEqual([])
  expect(report.down.expected).toBeGreaterThanOrEqual(8000)
})

test.concurrent('the same chaos shows what a client loses that only reconnects', {
  timeout: aMinute,
}, async () => {
  const plan = chaosPlan(9, 20, 2000, 100)
  const makeClient = partysocketChaosClient
  const report = await runChaos({ plan, protocol: 'none', makeClient, patienceMs: 500, helps: true })
  expect(report.down.lost).toBeGreaterThan(100)
})

test('a plan is the same for the same seed', () => {
  expect(chaosPlan(3, 100, 1000, 10)).toEqual(chaosPlan(3, 100, 1000, 10))
  expect(chaosPlan(4, 100, 1000, 10)).not.toEqual(chaosPlan(3, 100, 1000, 10))
})

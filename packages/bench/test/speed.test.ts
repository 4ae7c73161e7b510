import { expect, test } from 'vitest'
import { ours, yardstick } from '../src/contenders/contenders.ts'
import { checkAnswers } from '../src/contenders/load-client.ts'
import { speedCases } from '../src/speed/cases.ts'
import { measureSpeed, type SlicePair } from '../src/speed/measure-speed.ts'
import { runSlice } from '../src/speed/run-slice.ts'
import { speedRows } from '../src/speed/speed-rows.ts'
import { fromSource } from './from-source.ts'
import { patience } from './patience.ts'

test(
  'every contender is measured beside fetch in every case, in as many rounds as ordered',
  patience,
  async () => {
    const told: string[] = []
    const pairs = await measureSpeed({
      contenders: [ours, yardstick],
      rounds: 2,
      share: 0.01,
      warmUps: 0,
      nodeOptions: fromSource,
      progress: (text) => told.push(text),
    })
    expect(pairs).toHaveLength(2 * 2 * speedCases.length)
    for (const { cost, yardstick: reference } of pairs) {
      expect(cost.cpuUs).toBeGreaterThan(0)
      expect(reference.cpuUs).toBeGreaterThan(0)
    }
    expect(told.at(-1)).toBe('speed: round 2 of 2')
    expect(speedRows(pairs).map((row) => `${row.case} ${row.contender}`)).toContain('post-64 veza')
  },
)

test('a slice makes as many calls as ordered, so many at once, and measures each', async () => {
  let inTheAir = 0
  let most = 0
  let calls = 0
  const get = async () => {
    calls++
    most = Math.max(most, ++inTheAir)
    await new Promise(setImmediate)
    inTheAir--
  }
  const { cpuUs } = await runSlice({ get }, { call: 'get', concurrency: 8, requests: 100 })
  // With the unmeasured calls that come first.
  expect(calls).toBe(100 + 2 * 8 + 20)
  expect(most).toBe(8)
  expect(cpuUs).toBeGreaterThan(0)
  await expect(runSlice({}, { call: 'get', concurrency: 1, requests: 1 })).rejects.toThrow('no get')
})

test('a failed call ends a slice: a client that fails fast must not be measured', async () => {
  const get = () => Promise.reject(new Error('down'))
  await expect(runSlice({ get }, { call: 'get', concurrency: 2, requests: 4 })).rejects.toThrow('down')
  await expect(checkAnswers('liar', { get: async () => ({ id: 8 }) })).rejects.toThrow(
    'liar: get gave {"id":8}',
  )
  await expect(checkAnswers('liar', { list: async () => [] })).rejects.toThrow('liar: list')
})

test('ratios are taken pair by pair, and over undici round by round', () => {
  const rows = speedRows([
    pair(0, 'undici', 50, 100),
    pair(1, 'undici', 200, 200),
    pair(0, 'veza', 60, 100),
    pair(1, 'veza', 100, 50),
  ])
  const veza = rows.find(({ contender }) => contender === 'veza')
  expect(veza?.overFetch.median).toBeCloseTo(1.3)
  expect(veza?.overFetch.count).toBe(2)
  // 0.6 / 0.5 and 2.0 / 1.0.
  expect(veza?.overUndici?.median).toBeCloseTo(1.6)
  expect(veza?.cpuUs.median).toBe(80)
  expect(veza?.cpuUsP10).toBe(64)
  expect(speedRows([pair(0, 'veza', 1, 1)])[0]?.overUndici).toBeUndefined()
})

function pair(round: number, contender: string, cpuUs: number, reference: number): SlicePair {
  const cost = { cpuUs, p50Ms: 1, p99Ms: 2, perSecond: 3 }
  return { round, case: 'get-1', contender, cost, yardstick: { ...cost, cpuUs: reference } }
}

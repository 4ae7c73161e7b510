import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { thisMachine } from '../src/environment/machine.ts'
import { benchRealtime } from '../src/realtime/bench-realtime.ts'
import { realtimeContenders } from '../src/realtime/contenders/realtime-contenders.ts'
import { serveFeeds } from '../src/realtime/feed/serve-feeds.ts'
import { holdConnections } from '../src/realtime/memory/hold-connections.ts'
import { receiveMessages } from '../src/realtime/receive/receive-messages.ts'
import { receiveRows } from '../src/realtime/receive/receive-rows.ts'
import { realtimeGoals } from '../src/realtime/report/realtime-goals.ts'
import type { RealtimeResults } from '../src/realtime/results/realtime-results.ts'
import { runRealtimeBenchmark } from '../src/realtime/run-realtime-benchmark.ts'
import { spread } from '../src/statistics/spread.ts'
import { fromSource } from './from-source.ts'
import { patience } from './patience.ts'

const withoutPeers = realtimeContenders.filter(({ kind }) => kind !== 'peer')

test(
  'ours and the yardstick receive every message, and hold connections, in processes of their own',
  patience,
  async () => {
    const told: string[] = []
    const order = {
      sections: ['receive', 'memory'] as const,
      contenders: withoutPeers,
      rounds: 2,
      quick: true,
      keep: false,
    }
    const { receive, memory } = await runRealtimeBenchmark(order, (text) => told.push(text), fromSource)
    expect(receive?.rows.map(({ contender }) => contender).toSorted()).toEqual([
      'veza.v1',
      'veza.v2',
      'ws',
      'ws.v2',
    ])
    for (const { cpuUs, overWs, overSameFrames } of receive?.rows ?? []) {
      expect(cpuUs.count).toBe(2)
      expect(cpuUs.median).toBeGreaterThan(0)
      expect(overWs?.median).toBeGreaterThan(0)
      expect(overSameFrames?.median).toBeGreaterThan(0)
    }
    expect(memory?.rows.map(({ clients }) => clients)).toEqual([50, 50, 50])
    expect(receive?.versions).toHaveProperty('ws')
    expect(told).toContain('receive: round 2 of 2')
  },
)

test('a feed sends as many messages as were asked for, in order, and nothing where there is no such protocol', async () => {
  await using feeds = await serveFeeds()
  const { cpuUs, perSecond } = await receiveMessages({
    adapter: 'bare',
    wire: 'bare',
    server: feeds.url,
    warmUp: 10,
    messages: 500,
  })
  expect(cpuUs).toBeGreaterThan(0)
  expect(perSecond).toBeGreaterThan(0)
  const stranger = new WebSocket(`${feeds.url}/telnet/5`)
  const [error] = await once(stranger, 'error')
  expect(String(error)).toContain('hang up')
})

test('connections are held while memory is looked at', patience, async () => {
  await using feeds = await serveFeeds()
  const held = await holdConnections({
    adapter: 'veza',
    wire: 'veza.v2',
    server: feeds.url,
    warmUp: 2,
    clients: 5,
  })
  expect(Object.values(held).every(Number.isFinite)).toBe(true)
})

test('ratios are taken round by round, over all and over the same frames', () => {
  const sample = (round: number, contender: string, cpuUs: number) => ({
    round,
    contender,
    cpuUs,
    perSecond: 1,
  })
  const rows = receiveRows([
    sample(0, 'ws', 1),
    sample(1, 'ws', 2),
    sample(0, 'ws.v2', 2),
    sample(1, 'ws.v2', 2),
    sample(0, 'veza.v2', 3),
    sample(1, 'veza.v2', 4),
    sample(0, 'phoenix', 2),
    sample(1, 'phoenix', 2),
  ])
  const row = (name: string) => rows.find(({ contender }) => contender === name)
  expect(row('veza.v2')?.overWs?.median).toBe(2.5)
  expect(row('veza.v2')?.overSameFrames?.median).toBe(1.75)
  expect(row('phoenix')?.overWs?.median).toBe(1.5)
  expect(row('phoenix')?.overSameFrames).toBeUndefined()
  expect(receiveRows([sample(0, 'phoenix', 2)])[0]?.overWs).toBeUndefined()
})

const machine = thisMachine()
const results: RealtimeResults = {
  receive: {
    machine,
    rounds: 9,
    versions: { ws: '8.23.0' },
    rows: [
      ['ws', 1, 1],
      ['veza.v1', 1.1, 1.1],
      ['veza.v2', 1.4, 1.3],
      ['phoenix', 1.2, undefined],
      ['centrifuge', 2, undefined],
    ].map(([contender, overWs, over]) => ({
      contender: String(contender),
      cpuUs: spread([Number(overWs) * 2]),
      overWs: spread([Number(overWs)]),
      overSameFrames: over === undefined ? undefined : spread([Number(over)]),
      perSecond: 1000,
    })),
  },
  memory: {
    machine,
    rounds: 3,
    versions: {},
    rows: ['veza.v2', 'ws'].map((contender, index) => ({
      contender,
      clients: 4000,
      rssKb: spread([index === 0 ? 30 : 13]),
      shrunkRssKb: spread([12]),
      heapKb: spread([8]),
    })),
  },
  size: {
    machine,
    rounds: 1,
    versions: {},
    rows: [{ contender: 'veza.v2', initial: 9000, withLazy: 11_000 }],
  },
}

test('goals are met, missed, or not measured', () => {
  expect(realtimeGoals(results).map(({ measured, met }) => [measured, met])).toEqual([
    ['1.30', false],
    ['1.10', true],
    // Both protocols have to be ahead.
    ['1.40', undefined],
    ['1.40', false],
    ['1.40', undefined],
    ['1.40', undefined],
    ['1.40', true],
    ['17.0', true],
    ['11.0', false],
  ])
  expect(realtimeGoals({}).every(({ met }) => met === undefined)).toBe(true)
})

test('what was ordered is measured, printed, and written unless it was short or partial', async () => {
  const root = mkdtempSync(join(tmpdir(), 'veza-bench-realtime-'))
  try {
    const told: string[] = []
    let printed = ''
    const run = (...args: string[]) =>
      benchRealtime(args, {
        root,
        measure: async () => results,
        print: (text) => {
          printed += text
        },
        tell: (text) => told.push(text),
      })
    expect(await run('--only', 'everything')).toBe(2)
    expect(told.join()).toContain('--only does not know everything')
    expect(await run('--quick')).toBe(0)
    expect(printed).toContain('1.40')
    expect(existsSync(join(root, 'docs'))).toBe(false)
    expect(await run()).toBe(0)
    const page = readFileSync(join(root, 'docs/benchmarks-realtime.md'), 'utf8')
    expect(page).toContain('**@veza/realtime, veza.v2**')
    expect(page).toContain('## Memory')
    expect(existsSync(join(root, 'packages/bench/results/realtime/size.json'))).toBe(true)
  } finally {
    rmSync(root, { recursive: true })
  }
})

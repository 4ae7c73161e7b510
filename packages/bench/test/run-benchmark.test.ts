import { expect, test } from 'vitest'
import { isPeer } from '../src/contenders/contender.ts'
import { contenders, ours, yardstick } from '../src/contenders/contenders.ts'
import { versions } from '../src/environment/versions.ts'
import { sections } from '../src/options/parse-arguments.ts'
import { runBenchmark } from '../src/run-benchmark.ts'
import { fromSource } from './from-source.ts'
import { patience } from './patience.ts'

test('a quick run with what needs no installation', patience, async () => {
  const told: string[] = []
  // Something to weigh that is here anyway.
  const contender = { ...yardstick, package: 'fast-check', program: 'export const client = 1' }
  // The exam is long, and has tests of its own.
  const some = sections.filter((section) => section !== 'exam')
  const order = { sections: some, contenders: [contender], rounds: 1, quick: true, keep: false }
  const results = await runBenchmark(order, (text) => told.push(text), fromSource)
  expect(Object.keys(results)).toEqual(some)
  expect(results.speed?.rows).toHaveLength(6)
  expect(results.start?.rows).toHaveLength(1)
  expect(results.size?.rows[0]?.installedBytes).toBeGreaterThan(100_000)
  // One line against one line.
  expect(results.types?.rows[0]?.lines).toBe(0)
  expect(results.leaks?.rows[0]).toMatchObject({ contender: 'fetch', calls: 2000 })
  expect(results.reading?.rows).toHaveLength(3)
  expect(told.some((text) => text.includes('installing'))).toBe(false)
})

test('each contender sits the exam in a process of its own', patience, async () => {
  // Without a call to try it with, the exam is short.
  const nobody = { ...yardstick, name: 'bare' }
  const order = { sections: ['exam'], contenders: [nobody], rounds: 1, quick: true, keep: false } as const
  const { exam } = await runBenchmark(order, () => undefined, fromSource)
  expect(exam?.rows).toMatchObject([{ contender: 'bare', grades: { '401': { seen: '–' } } }])
})

test('every peer is pinned exactly in the manifest of the peers', () => {
  const peers = contenders.filter(isPeer)
  const pinned = versions(peers)
  expect(Object.keys(pinned)).toHaveLength(peers.length)
  for (const version of Object.values(pinned)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  expect(versions([ours, yardstick])).toMatchObject({
    fetch: expect.stringContaining('Node'),
    '@veza/client': expect.any(String),
  })
})

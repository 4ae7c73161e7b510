import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { benchHttp } from '../src/bench-http.ts'
import { thisMachine } from '../src/environment/machine.ts'
import type { HttpOrder } from '../src/options/parse-arguments.ts'
import type { Measured } from '../src/results/results.ts'
import type { TypesRow } from '../src/types/measure-types.ts'

let root = ''
let printed = ''
let told: string[] = []
const orders: HttpOrder[] = []
const types: Measured<TypesRow> = {
  machine: thisMachine(),
  rounds: 1,
  versions: {},
  rows: [{ contender: 'veza', memoryBytes: 2e6, lines: 2345 }],
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'veza-bench-http-'))
  printed = ''
  told = []
})
afterEach(() => rmSync(root, { recursive: true }))

function run(...args: string[]): Promise<number> {
  return benchHttp(args, {
    root,
    measure: async (order) => {
      orders.push(order)
      return { types }
    },
    print: (text) => {
      printed += text
    },
    tell: (text) => told.push(text),
  })
}

test('what was ordered is measured, printed and written', async () => {
  expect(await run('--only', 'types', '--rounds', '3')).toBe(0)
  expect(orders.at(-1)).toMatchObject({ sections: ['types'], rounds: 3 })
  expect(printed).toContain('2345')
  expect(readFileSync(join(root, 'docs/benchmarks.md'), 'utf8')).toContain('2345')
  expect(existsSync(join(root, 'packages/bench/results/types.json'))).toBe(true)
  expect(told).toEqual(['written docs/benchmarks.md'])
})

test('a quick run, and one of some contenders, is printed only', async () => {
  expect(await run('--quick')).toBe(0)
  expect(await run('--only', 'types,veza')).toBe(0)
  expect(printed).toContain('2345')
  expect(existsSync(join(root, 'docs'))).toBe(false)
})

test('a wrong option measures nothing, and says what is right', async () => {
  const before = orders.length
  expect(await run('--only', 'everything')).toBe(2)
  expect(orders).toHaveLength(before)
  expect(told.join()).toContain('--only does not know everything')
  expect(printed).toBe('')
})

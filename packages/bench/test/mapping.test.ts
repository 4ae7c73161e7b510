import { expect, test } from 'vitest'
import { lists } from '../src/mapping/lists.ts'
import { measureMapping } from '../src/mapping/measure-mapping.ts'
import { turnTaker } from '../src/mapping/turn-taker.ts'
import { parsingAlone, ways } from '../src/mapping/ways.ts'
import { mappingTable } from '../src/report/mapping-table.ts'
import { fromSource } from './from-source.ts'
import { patience } from './patience.ts'

test('every way reads every list that it is for, and finds no fault in it', () => {
  for (const list of Object.keys(lists)) {
    for (const way of Object.keys(ways)) expect(turnTaker(way, list)(0)).toBeGreaterThanOrEqual(0)
  }
  expect(() => turnTaker('by magic', 'users')).toThrow('There is no "by magic" of "users"')
})

test('each way is measured in a process of its own, beside parsing alone', patience, async () => {
  const some = ['users', 'messages']
  const rows = await measureMapping({
    lists: some,
    rounds: 2,
    warmUpMs: 1,
    turnMs: 1,
    nodeOptions: fromSource,
  })
  const alone = rows.filter(({ way }) => way === parsingAlone)
  expect(alone.map(({ list }) => list)).toEqual(some)
  for (const { overParse } of alone) expect(overParse).toMatchObject({ median: 0, count: 2 })
  expect(rows.filter(({ way }) => way.startsWith('by hand')).map(({ list }) => list)).toEqual(['users'])
  expect(mappingTable(rows)).toContain(' generated code, checked |')
})

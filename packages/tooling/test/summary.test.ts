import { expect, test } from 'vitest'
import { coverageTable } from '../src/summary/coverage-table.ts'

test('coverage is summed over the files of a package, not averaged', () => {
  const count = (covered: number, total: number) => ({ covered, total })
  const file = (covered: number, total: number) => ({ lines: count(covered, total), branches: count(0, 0) })
  const files = {
    total: file(1, 1),
    '/a/packages/http/src/one.ts': file(10, 10),
    '/a/packages/http/src/two.ts': file(20, 90),
    '/a/packages/adapters/discord/src/one.ts': file(1, 3),
  }
  expect(coverageTable(files).slice(2)).toEqual([
    '| adapters/discord | 33.3 % | – |',
    '| http | 30.0 % | – |',
  ])
})

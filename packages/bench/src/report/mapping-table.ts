import type { MappingRow } from '../mapping/measure-mapping.ts'
import { figure, withQuartiles } from './figures.ts'
import { markdownTable } from './markdown-table.ts'

/** What each way of reading costs. */
export function mappingTable(rows: readonly MappingRow[]): string {
  return markdownTable(
    ['list of 100', 'way', 'µs with JSON.parse', 'cost ÷ JSON.parse'],
    rows.map(({ list, way, us, overParse }) => [
      list,
      way,
      figure(us.median, 0),
      withQuartiles(overParse, 2),
    ]),
  )
}

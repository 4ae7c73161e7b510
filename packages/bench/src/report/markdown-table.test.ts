import { expect, test } from 'vitest'
import { markdownTable } from './markdown-table.ts'

test('columns are padded, figures to the right', () => {
  expect(
    markdownTable(
      ['name', 'ms'],
      [
        ['a', '1'],
        ['longer', '1000'],
      ],
    ),
  ).toBe(['| name   |   ms |', '| ------ | ---: |', '| a      |    1 |', '| longer | 1000 |'].join('\n'))
})

test('a missing cell is empty, and a bar does not end a cell', () => {
  expect(markdownTable(['a', 'b'], [['x|y']]).split('\n')[2]).toBe('| x\\|y |     |')
})

import { expect, test } from 'vitest'
import { measureReading } from '../src/reading/measure-reading.ts'

test('reading the list as models is measured above its JSON, for each kind of validation', async () => {
  const rows = await measureReading({ rounds: 2, calls: 20 })
  expect(rows.map(({ validation }) => validation)).toEqual(['off', 'warn', 'strict'])
  for (const { parseUs, overParse } of rows) {
    expect(parseUs.median).toBeGreaterThan(0)
    expect(overParse.count).toBe(2)
  }
})

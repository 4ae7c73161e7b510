import { expect, test } from 'vitest'
import { fuzz } from './support/fuzz.ts'
import { samples } from './support/samples.ts'

test('of thousands of spoiled requests to every scheme, none is let in that nobody signed', async () => {
  const { runs, accepted, refused, faults } = await fuzz(samples.length * 200, 20_261_125)
  expect(faults).toEqual([])
  expect(accepted).toBeGreaterThan(0)
  expect([...refused.values()].reduce((sum, count) => sum + count, accepted)).toBe(runs)
  // As many causes are told apart: a mutation that none of them names would show in `faults`.
  expect(refused.size).toBeGreaterThan(12)
})

import { expect, test } from 'vitest'
import { differences, ratios } from './pairs.ts'

const pairs = [
  { yardstick: 100, contender: 50 },
  { yardstick: 200, contender: 300 },
]

test('a ratio is taken within a pair, never between pairs', () => {
  expect(ratios(pairs)).toEqual([0.5, 1.5])
})

test('a pair whose yardstick measured nothing has no ratio', () => {
  expect(ratios([{ yardstick: 0, contender: 5 }])).toEqual([])
})

test('differences are taken within a pair as well', () => {
  expect(differences(pairs)).toEqual({ median: 25, q1: -12.5, q3: 62.5, count: 2 })
})

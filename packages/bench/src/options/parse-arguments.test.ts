import { expect, test } from 'vitest'
import { contenders } from '../contenders/contenders.ts'
import { parseArguments, sections } from './parse-arguments.ts'

test('without options everything is measured and kept', () => {
  expect(parseArguments([])).toEqual({ sections, contenders, rounds: 10, quick: false, keep: true })
})

test('--only takes sections and contenders, by commas or repeated', () => {
  const order = parseArguments(['--only', 'speed,ky', '--only=veza'])
  expect(order.sections).toEqual(['speed'])
  expect(order.contenders.map(({ name }) => name)).toEqual(['veza', 'ky'])
})

test('what leaves contenders out, or is quick, is not kept; a section alone is', () => {
  expect(parseArguments(['--only', 'size']).keep).toBe(true)
  expect(parseArguments(['--only', 'ky']).keep).toBe(false)
  expect(parseArguments(['--quick'])).toMatchObject({ keep: false, rounds: 2 })
})

test('--rounds is taken, also with --quick', () => {
  expect(parseArguments(['--rounds', '3']).rounds).toBe(3)
  expect(parseArguments(['--quick', '--rounds', '1']).rounds).toBe(1)
})

test.each([
  [['--rounds', 'many'], 'whole number'],
  [['--rounds', '0'], 'whole number'],
  [['--rounds', '1.5'], 'whole number'],
  [['--only', 'speed,kyy'], '--only does not know kyy'],
  [['--fast'], '--fast'],
])('%j is refused', (args, message) => {
  expect(() => parseArguments(args)).toThrow(message)
  expect(() => parseArguments(args)).toThrow('pnpm bench:http [--rounds N]')
})

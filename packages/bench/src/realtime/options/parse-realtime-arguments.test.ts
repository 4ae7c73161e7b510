import { expect, test } from 'vitest'
import { parseRealtimeArguments } from './parse-realtime-arguments.ts'

test('everything is measured in nine rounds, and kept', () => {
  const order = parseRealtimeArguments([])
  expect(order).toMatchObject({ sections: ['receive', 'memory', 'size'], rounds: 9, keep: true })
  expect(order.contenders).toHaveLength(9)
})

test('some sections are kept, some contenders and short runs are not', () => {
  expect(parseRealtimeArguments(['--only', 'size,receive', '--rounds', '7'])).toMatchObject({
    sections: ['receive', 'size'],
    rounds: 7,
    keep: true,
  })
  const some = parseRealtimeArguments(['--only', 'veza.v2,ws'])
  expect(some.contenders.map(({ name }) => name)).toEqual(['veza.v2', 'ws'])
  expect(some.keep).toBe(false)
  expect(parseRealtimeArguments(['--quick'])).toMatchObject({ rounds: 1, keep: false })
})

test('what makes no sense is told with what does', () => {
  expect(() => parseRealtimeArguments(['--only', 'speed'])).toThrow('--only does not know speed')
  expect(() => parseRealtimeArguments(['--rounds', '0'])).toThrow('whole number from 1')
  expect(() => parseRealtimeArguments(['--fast'])).toThrow('pnpm bench:realtime')
})

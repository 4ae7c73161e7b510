import { VezaError } from '@veza/client'
import { expect, test } from 'vitest'
import { between, equal, failureOf, holds, thrownBy } from './check.ts'

const error = new VezaError('Broken', { code: 'BROKEN', remedy: 'Mend it.' })

test('what differs as JSON is not equal, undefined and missing apart', () => {
  equal({ a: [1, new Date(0)] }, { a: [1, '1970-01-01T00:00:00.000Z'] })
  expect(() => equal(1, 2, 'the count')).toThrow('the count is 1 instead of 2')
  expect(() => equal({ a: undefined }, {})).toThrow('the value is {"a":"[undefined]"} instead of {}')
  expect(() => equal(undefined, null)).toThrow('"[undefined]" instead of null')
})

test('a condition that does not hold, and a number out of its bounds, say so', () => {
  holds(true, 'never')
  between(5, 5, 5, 'five')
  expect(() => holds(0, 'nothing there')).toThrow('nothing there')
  expect(() => between(4, 5, 6, 'the time')).toThrow('the time is 4, not between 5 and 6')
  expect(() => between(Number.NaN, 5, 6, 'the time')).toThrow('the time is NaN')
})

test('only an error of the SDK counts as a failure', async () => {
  expect(await failureOf(Promise.reject(error))).toBe(error)
  await expect(failureOf(Promise.resolve(1))).rejects.toThrow('should fail, and did not')
  await expect(failureOf(Promise.reject(new TypeError('x')))).rejects.toThrow(/no VezaError: TypeError: x/)
  const thrower = (thrown: unknown) => () => {
    throw thrown
  }
  expect(thrownBy(thrower(error))).toBe(error)
  expect(() => thrownBy(thrower('a text'))).toThrow('no VezaError: a text')
  expect(() => thrownBy(() => 1)).toThrow('should throw, and did not')
})

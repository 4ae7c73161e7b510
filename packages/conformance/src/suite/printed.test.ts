import { expect, test } from 'vitest'
import { printed } from './printed.ts'

test('what is hidden from JSON is found: properties that are not enumerable, and causes', () => {
  const cause = new Error('canary-cause')
  const error = Object.defineProperty(new Error('outer', { cause }), 'request', {
    value: { headers: { authorization: 'canary-header' } },
  })
  const text = printed(error).join()
  for (const canary of ['canary-cause', 'canary-header', 'outer']) expect(text).toContain(canary)
  expect(printed(undefined)).toEqual(['undefined', '', 'undefined'])
})

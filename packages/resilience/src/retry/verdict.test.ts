import { describe, expect, test } from 'vitest'
import { type Outcome, verdict } from './verdict.ts'

type YesNo = 'yes' | 'no'

// Again: may another attempt be made? Doubt: may the server have done the work, so that a repeat would double it?
// "plain" is a request that must not be done twice; "asked" is an answer with Retry-After.
//
// Columns: status; again if repeatable, if plain, if plain and asked to wait; doubt if plain, if plain and asked to wait.
const matrix: [number, YesNo, YesNo, YesNo, YesNo, YesNo][] = [
  [200, 'no', 'no', 'no', 'yes', 'yes'],
  [201, 'no', 'no', 'no', 'yes', 'yes'],
  [204, 'no', 'no', 'no', 'yes', 'yes'],
  [301, 'no', 'no', 'no', 'yes', 'yes'],
  [307, 'no', 'no', 'no', 'yes', 'yes'],
  [400, 'no', 'no', 'no', 'no', 'no'],
  [401, 'no', 'no', 'no', 'no', 'no'],
  [403, 'no', 'no', 'no', 'no', 'no'],
  [404, 'no', 'no', 'no', 'no', 'no'],
  [408, 'yes', 'no', 'no', 'no', 'no'],
  [409, 'no', 'no', 'no', 'no', 'no'],
  [410, 'no', 'no', 'no', 'no', 'no'],
  [413, 'no', 'no', 'no', 'no', 'no'],
  [422, 'no', 'no', 'no', 'no', 'no'],
  [423, 'no', 'no', 'no', 'no', 'no'],
  [425, 'yes', 'no', 'no', 'no', 'no'],
  [429, 'yes', 'yes', 'yes', 'no', 'no'],
  [499, 'no', 'no', 'no', 'no', 'no'],
  [500, 'yes', 'no', 'no', 'yes', 'yes'],
  [501, 'no', 'no', 'no', 'yes', 'yes'],
  [502, 'yes', 'no', 'no', 'yes', 'yes'],
  [503, 'yes', 'no', 'yes', 'yes', 'no'],
  [504, 'yes', 'no', 'no', 'yes', 'yes'],
  [505, 'no', 'no', 'no', 'yes', 'yes'],
  [599, 'no', 'no', 'no', 'yes', 'yes'],
]

describe('the verdict on an answer', () => {
  describe.each(matrix)('of status %i', (status, repeatable, plain, asked, doubt, askedDoubt) => {
    test.each([undefined, 0, 2000])('to a repeatable request, Retry-After %s', (retryAfterMs) => {
      expect(verdict({ type: 'response', status, retryAfterMs }, true)).toEqual({
        retry: repeatable === 'yes',
        ambiguous: false,
        minDelayMs: retryAfterMs,
      })
    })

    test('to a plain request, without Retry-After', () => {
      expect(verdict({ type: 'response', status }, false)).toEqual({
        retry: plain === 'yes',
        ambiguous: doubt === 'yes',
        minDelayMs: undefined,
      })
    })

    test.each([0, 2000])('to a plain request, Retry-After %i', (retryAfterMs) => {
      expect(verdict({ type: 'response', status, retryAfterMs }, false)).toEqual({
        retry: asked === 'yes',
        ambiguous: askedDoubt === 'yes',
        minDelayMs: retryAfterMs,
      })
    })
  })
})

describe('the verdict where no answer came', () => {
  test.each<[Outcome['type'], sent: boolean, repeatable: boolean, retry: boolean, ambiguous: boolean]>([
    ['network', false, true, true, false],
    ['network', false, false, true, false],
    ['network', true, true, true, false],
    ['network', true, false, false, true],
    ['final', false, true, false, false],
    ['final', false, false, false, false],
    ['final', true, true, false, false],
    ['final', true, false, false, true],
  ])('%s, sent: %s, repeatable: %s', (type, sent, repeatable, retry, ambiguous) => {
    expect(verdict({ type, sent } as Outcome, repeatable)).toEqual({ retry, ambiguous })
  })
})

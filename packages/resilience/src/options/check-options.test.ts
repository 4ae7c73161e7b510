import { describe, expect, test } from 'vitest'
import { isVezaError } from '../errors/veza-error.ts'
import { checkOptions, required } from './check-options.ts'
import { isPlain } from './is-plain.ts'
import {
  anything,
  atLeast,
  between,
  hasMethods,
  isA,
  oneOf,
  pastedWhole,
  positive,
  text,
  texts,
} from './option-checks.ts'

const checks = { apiKey: isA('string'), timeoutMs: atLeast(1, 'milliseconds') }

function refusalOf(options: object): string {
  try {
    checkOptions<Record<string, unknown>>('connect()', options as Record<string, unknown>, checks)
  } catch (error) {
    if (!isVezaError(error, 'INVALID_OPTION')) throw error
    return error.message
  }
  return 'none'
}

describe('options', () => {
  test.each<[options: object, message: string]>([
    [{}, 'none'],
    [{ apiKey: 'a', timeoutMs: undefined }, 'none'],
    [Object.create(null), 'none'],
    [[], 'connect(). Pass an object of options.'],
    [new Map(), 'connect(). Pass an object of options.'],
    [
      { timeoutMs: '5' },
      'connect(): option "timeoutMs" is invalid. Write a number of milliseconds, 1 or more.',
    ],
    [{ apikey: 'a' }, 'connect(): unknown option "apikey". Write "apiKey".'],
    [{ timeout: 5 }, 'connect(): unknown option "timeout". Write "timeoutMs".'],
    [{ zeal: 5 }, 'connect(): unknown option "zeal". The options are: apiKey, timeoutMs.'],
    [{ constructor: 5 }, 'connect(): unknown option "constructor". The options are: apiKey, timeoutMs.'],
  ])('%o: %s', (options, message) => {
    expect(refusalOf(options)).toBe(message)
  })

  test.each(['sk_live_1234', 'a key\nof two lines', 'x'.repeat(40)])(
    'a name that may be a secret is not printed: %j',
    (secret) => {
      expect(refusalOf({ [secret]: true })).toBe(
        'connect(): unknown option "…". The options are: apiKey, timeoutMs.',
      )
    },
  )

  test('one that is needed and missing is refused', () => {
    expect(() => required('connect()', { a: 1 }, 'a')).not.toThrow()
    expect(() => required('connect()', { a: 1 }, 'a', 'b')).toThrow(
      'connect(): option "b" is missing. Pass b.',
    )
  })
})

describe('checks', () => {
  test.each<[check: (value: unknown) => string | undefined, right: unknown, wrong: unknown, remedy: string]>([
    [isA('string', 'function'), () => 1, null, 'Pass a string or a function.'],
    [oneOf('wait', false), false, 'waits', 'Write one of "wait", false.'],
    [atLeast(0, 'bytes'), Number.POSITIVE_INFINITY, -1, 'Write a number of bytes, 0 or more.'],
    [positive('bytes'), 0.5, Number.POSITIVE_INFINITY, 'Write a number of bytes above 0.'],
    [between(1, 5, 'times'), 5, Number.NaN, 'Write a number of times from 1 to 5.'],
    [hasMethods('get', 'set'), new Map(), { get: () => 1 }, 'Pass an object with get(), set().'],
    [pastedWhole, 'whsec_1', undefined, 'It is empty: set the environment variable it comes from.'],
    [pastedWhole, 'two words', '', 'It is empty: set the environment variable it comes from.'],
    [pastedWhole, 'a', 5, 'Pass a string.'],
    [pastedWhole, 'a', 'a\n', 'Remove the white space around it.'],
    [texts, ['a', ''], ['a', 1], 'Pass a list of strings.'],
    [text, 'a b', 'a\nb', 'Pass a string that is not empty and holds no line breaks.'],
  ])('%o', (check, right, wrong, remedy) => {
    expect(check(right)).toBeUndefined()
    expect(check(wrong)).toBe(remedy)
  })

  test('anything passes where it is checked elsewhere', () => {
    expect(anything()).toBeUndefined()
  })

  test('a plain object is one as { … } makes it', () => {
    expect([{}, Object.create(null)].every(isPlain)).toBe(true)
    expect([[], null, new Map(), new Date(), Object.create({ a: 1 }), 'a'].some(isPlain)).toBe(false)
  })
})

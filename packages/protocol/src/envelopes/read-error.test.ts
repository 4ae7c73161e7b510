import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ErrorBody, readError } from './read-error.ts'

describe('what an error answer says', () => {
  test.each<[string, unknown, ErrorBody]>([
    [
      "the guide's shape",
      { code: 404, message: 'Not found', details: 'No user 7' },
      { message: 'Not found', details: 'No user 7' },
    ],
    [
      "the guide's shape without details",
      { code: 401, message: 'Invalid token' },
      { message: 'Invalid token' },
    ],
    ['{ success, error }', { success: false, error: 'It failed' }, { message: 'It failed' }],
    ['{ success, message }', { success: false, message: 'It failed' }, { message: 'It failed' }],
    ['{ error }', { error: 'It failed' }, { message: 'It failed' }],
    ['{ error } that is a code', { error: 'USER_NOT_FOUND' }, { code: 'USER_NOT_FOUND' }],
    [
      '{ error } that is a code, with a message',
      { error: 'USER_NOT_FOUND', message: 'No such user' },
      { code: 'USER_NOT_FOUND', message: 'No such user' },
    ],
    [
      '{ error: { … } }',
      {
        error: {
          code: 'ROOM_GONE',
          message: 'The room is gone',
          details: 'since Monday',
          timestamp: '2024-01-01T00:00:00Z',
          request_id: 'r-1',
          help_url: 'https://veza.app/help',
        },
      },
      { code: 'ROOM_GONE', message: 'The room is gone', details: 'since Monday', requestId: 'r-1' },
    ],
    [
      '{ error: { … } } with a number for a code',
      { error: { code: 403, message: 'No' }, request_id: 'r-2' },
      { message: 'No', requestId: 'r-2' },
    ],
    [
      '{ success, message, error_code, details: [ … ], retry_after }',
      {
        success: false,
        message: 'Invalid',
        error_code: 'VALIDATION_ERROR',
        details: [{ field: 'email', message: 'is no address' }],
        retry_after: 30,
      },
      {
        message: 'Invalid',
        code: 'VALIDATION_ERROR',
        fields: [{ field: 'email', message: 'is no address' }],
        retryAfterMs: 30_000,
      },
    ],
    [
      '{ success, message, error_code, errors: [ … ] }',
      {
        success: false,
        message: 'Invalid',
        error_code: 'VALIDATION_ERROR',
        errors: [{ field: 'email', code: 'VALIDATION_INVALID_EMAIL', message: 'is no address' }],
      },
      {
        message: 'Invalid',
        code: 'VALIDATION_ERROR',
        fields: [{ field: 'email', code: 'VALIDATION_INVALID_EMAIL', message: 'is no address' }],
      },
    ],
    [
      '{ error: { …, details: [ … ] } }',
      { error: { message: 'Invalid', details: [{ field: 'a', message: 'b' }] } },
      { message: 'Invalid', fields: [{ field: 'a', message: 'b' }] },
    ],
    [
      '{ error, message, retry_after_seconds, reset_time }',
      {
        error: 'Too many requests',
        message: 'Slow down',
        retry_after_seconds: 12,
        reset_time: 1_700_000_000,
      },
      { message: 'Slow down', retryAfterMs: 12_000 },
    ],
    ['a wait as text', { error: 'no', retry_after: '1.5' }, { message: 'no', retryAfterMs: 1500 }],
    ['a wait of 0', { error: 'no', retry_after: 0 }, { message: 'no', retryAfterMs: 0 }],
    ['a wait that is none', { error: 'no', retry_after: 'soon' }, { message: 'no' }],
    ['a wait that is blank', { error: 'no', retry_after: ' ' }, { message: 'no' }],
    ['a negative wait', { error: 'no', retry_after: -1 }, { message: 'no' }],
    [
      'a huge wait',
      { error: 'no', retry_after: 1e308 },
      { message: 'no', retryAfterMs: Number.MAX_SAFE_INTEGER },
    ],
    ['plain text', '404 page not found\n', { message: '404 page not found' }],
    ['only the first line of a text', 'It failed\nstack trace', { message: 'It failed' }],
    ['only the start of a long text', 'x'.repeat(5000), { message: 'x'.repeat(200) }],
    ['HTML from a proxy', '\n<!doctype html><title>502</title>', {}],
    ['an empty text', ' \n ', {}],
    ['an empty object', {}, {}],
    ['blank texts', { code: '', message: ' ', details: '', error: '' }, {}],
    ['nulls', { code: null, message: null, details: null, error: null, errors: null }, {}],
    ['a list', ['It failed'], {}],
    ['null', null, {}],
    ['nothing', undefined, {}],
    ['a number', 500, {}],
  ])('is read from %s', (_, body, expected) => {
    expect(readError(body)).toStrictEqual(expected)
  })

  test('about fields passes over what is no field error, and fills in what is missing', () => {
    expect(readError({ errors: ['text', null, 7, {}, { field: 'a', code: 'B' }] }).fields).toEqual([
      { field: '', message: 'invalid' },
      { field: 'a', code: 'B', message: 'invalid' },
    ])
    expect(readError({ errors: [], details: [{ field: 'a', message: 'b' }] }).fields).toEqual([
      { field: 'a', message: 'b' },
    ])
    expect(readError({ errors: ['text'] })).toEqual({})
  })

  test('is looked for in any JSON without throwing, and its wait is sane', () => {
    const keys = ['code', 'message', 'details', 'error', 'errors', 'error_code', 'retry_after', 'request_id']
    const shaped = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue())
    const bodies = fc.oneof(
      fc.jsonValue(),
      fc.string(),
      shaped,
      shaped.map((error) => ({ error })),
      fc.double().map((wait) => ({ retry_after: wait })),
    )
    fc.assert(
      fc.property(bodies, (body) => {
        const { retryAfterMs, fields, ...texts } = readError(body)
        for (const text of Object.values(texts)) expect(text).toMatch(/\S/)
        expect(fields).not.toEqual([])
        if (retryAfterMs === undefined) return
        expect(Number.isFinite(retryAfterMs)).toBe(true)
        expect(retryAfterMs).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 2000 },
    )
  })
})

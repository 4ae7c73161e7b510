import { inspect } from 'node:util'
import { describe, expect, expectTypeOf, test } from 'vitest'
import * as api from '../index.ts'
import { NotFoundError } from './not-found-error.ts'
import { ServerError } from './server-error.ts'
import { isVezaError, VezaError, type VezaErrorOptions } from './veza-error.ts'

const classes = [
  ['VezaError', api.VezaError],
  ['AbortError', api.AbortError],
  ['AuthenticationError', api.AuthenticationError],
  ['ConflictError', api.ConflictError],
  ['ConnectionError', api.ConnectionError],
  ['InvalidRequestError', api.InvalidRequestError],
  ['InvalidResponseError', api.InvalidResponseError],
  ['NotFoundError', api.NotFoundError],
  ['PermissionError', api.PermissionError],
  ['RateLimitError', api.RateLimitError],
  ['ServerError', api.ServerError],
  ['TimeoutError', api.TimeoutError],
] as const
const options: VezaErrorOptions = { code: 'CODE', remedy: 'Do it.' }

describe.each(classes)('%s', (name, ErrorClass) => {
  const error = new ErrorClass('It failed', options)

  test('is named after its class, wherever it is printed', () => {
    expect(error.name).toBe(name)
    expect(String(error)).toBe(`${name}: It failed`)
    expect(inspect(error)).toContain(`${name}: It failed`)
    expect(Object.keys(error)).not.toContain('name')
  })

  test('is an Error, a VezaError and one of its own', () => {
    expect(error).toBeInstanceOf(Error)
    expect(error).toBeInstanceOf(VezaError)
    expect(error).toBeInstanceOf(ErrorClass)
    expect(isVezaError(error)).toBe(true)
  })

  test('is no error of a sister class', () => {
    const sisters = classes.filter(([other]) => other !== name && other !== 'VezaError')
    for (const [, Sister] of sisters) expect(error instanceof Sister).toBe(false)
  })

  test('has a stack that begins where it was made', () => {
    expect(error.stack?.split('\n')[1]).toContain('veza-error.test.ts')
  })
})

describe('a VezaError', () => {
  test('holds what it was made of', () => {
    const error = new VezaError('It failed', {
      code: 'USERNAME_TAKEN',
      status: 409,
      retryable: true,
      retryAfterMs: 0,
      requestId: 'r-1',
      operation: 'POST /users',
      outcomeUnknown: true,
      remedy: 'Choose another name.',
      details: [{ field: 'username' }],
      cause: new Error('underneath'),
    })
    expect(error).toMatchObject({
      code: 'USERNAME_TAKEN',
      status: 409,
      retryable: true,
      retryAfterMs: 0,
      requestId: 'r-1',
      operation: 'POST /users',
      outcomeUnknown: true,
      remedy: 'Choose another name.',
      attempts: 1,
    })
    expect(error.details).toEqual([{ field: 'username' }])
    expect(error.cause).toMatchObject({ message: 'underneath' })
  })

  test('is, unless told otherwise, not worth another attempt, of known outcome and without a cause', () => {
    const error = new VezaError('It failed', options)
    expect(error).toMatchObject({ retryable: false, outcomeUnknown: false, attempts: 1 })
    expect('cause' in error).toBe(false)
    expect('status' in error).toBe(false)
    expect(error.details).toBeUndefined()
  })

  test('passes an unknown code through', () => {
    expect(new VezaError('New', { ...options, code: 'NEWER_THAN_THIS_SDK' }).code).toBe('NEWER_THAN_THIS_SDK')
    expectTypeOf<VezaErrorOptions['code']>().toEqualTypeOf<string>()
  })

  test('hides details and quotations of its cause from every way of printing it', () => {
    const error = new ServerError('It failed', {
      ...options,
      details: { password: 'canary-detail' },
      cause: new Error('refused "canary-cause" at https://a.b/?q=canary-query', {
        cause: new Error('`canary-deep`'),
      }),
    })
    const printed = [
      String(error),
      error.stack,
      inspect(error),
      inspect(error, { showHidden: true, depth: null, getters: false }),
      JSON.stringify(error),
      JSON.stringify({ ...(error as object) }),
      inspect(Object.getOwnPropertyDescriptors(error), { depth: null, showHidden: true }),
    ].join('\n')
    expect(printed).toContain('It failed')
    expect(printed).not.toContain('canary')
    expect(error.details).toEqual({ password: 'canary-detail' })
  })

  test('as JSON is plain data: what a log needs, and no stack', () => {
    const error = new NotFoundError('No such user', {
      code: 'USER_NOT_FOUND',
      status: 404,
      requestId: 'r-1',
      remedy: 'Check the id.',
      details: 'canary',
      cause: new TypeError('fetch failed'),
    })
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'NotFoundError',
      message: 'No such user',
      code: 'USER_NOT_FOUND',
      status: 404,
      requestId: 'r-1',
      remedy: 'Check the id.',
      retryable: false,
      outcomeUnknown: false,
      attempts: 1,
      cause: 'TypeError: fetch failed',
    })
  })

  test('as JSON has no cause where there is none, or none that is an error', () => {
    expect(new VezaError('a', options).toJSON()).not.toHaveProperty('cause')
    expect(new VezaError('a', { ...options, cause: 'canary' }).toJSON()).not.toHaveProperty('cause')
  })
})

describe('a subclass that a caller writes', () => {
  class QuotaError extends NotFoundError {}
  class NamedError extends NotFoundError {
    override get name(): string {
      return 'NamedError'
    }
  }

  test('takes in its own errors only', () => {
    expect(new QuotaError('a', options)).toBeInstanceOf(QuotaError)
    expect(new NamedError('a', options)).toBeInstanceOf(NamedError)
    expect(new QuotaError('a', options)).toBeInstanceOf(NotFoundError)
    expect(new NotFoundError('a', options) instanceof QuotaError).toBe(false)
    expect(new NotFoundError('a', options) instanceof NamedError).toBe(false)
  })
})

describe('isVezaError', () => {
  test.each([
    undefined,
    null,
    0,
    'VezaError',
    {},
    { code: 'CODE' },
    new Error('plain'),
    Object.assign(new Error('looks like one'), { name: 'VezaError', code: 'CODE', retryable: true }),
    new DOMException('aborted', 'AbortError'),
  ])('is false of %o', (value) => {
    expect(isVezaError(value)).toBe(false)
    expect(value instanceof VezaError).toBe(false)
  })

  test('asks for the code too, when one is given', () => {
    const error = new VezaError('a', { ...options, code: 'USERNAME_TAKEN' })
    expect(isVezaError(error, 'USERNAME_TAKEN')).toBe(true)
    expect(isVezaError(error, 'EMAIL_TAKEN')).toBe(false)
    expect(isVezaError(new Error('a'), 'USERNAME_TAKEN')).toBe(false)
  })

  test('narrows the type', () => {
    const caught: unknown = new VezaError('a', options)
    if (!isVezaError(caught)) expect.fail('it is one')
    expectTypeOf(caught).toEqualTypeOf<VezaError>()
    expect(caught.code).toBe('CODE')
  })
})

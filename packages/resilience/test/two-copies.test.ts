import { describe, expect, test, vi } from 'vitest'
import * as first from '../src/index.ts'

vi.resetModules()
const mine = { ...first }
const theirs = { ...(await import('../src/index.ts')) }

const options = { code: 'USER_NOT_FOUND', remedy: 'Check the id.' }
const names = [
  'AbortError',
  'AuthenticationError',
  'ConflictError',
  'ConnectionError',
  'InvalidRequestError',
  'InvalidResponseError',
  'NotFoundError',
  'PermissionError',
  'RateLimitError',
  'ServerError',
  'TimeoutError',
] as const

describe('two copies of this package, as bundlers make them', () => {
  test('are two copies', () => {
    expect(theirs.VezaError).not.toBe(mine.VezaError)
  })

  test.each(names)('know the %s of the other', (name) => {
    const error = new theirs[name]('From the other copy', options)
    expect(error).toBeInstanceOf(mine.VezaError)
    expect(error).toBeInstanceOf(mine[name])
    expect(mine.isVezaError(error, 'USER_NOT_FOUND')).toBe(true)
    for (const other of names) expect(error instanceof mine[other]).toBe(other === name)
  })

  test('know a plain VezaError of the other, and take it for no more than that', () => {
    const error = new theirs.VezaError('From the other copy', options)
    expect(error).toBeInstanceOf(mine.VezaError)
    for (const name of names) expect(error instanceof mine[name]).toBe(false)
  })

  test("keep the other's error whole as a cause, since it prints safely", () => {
    const cause = new theirs.ServerError('Said "nothing"', { ...options, details: 'canary' })
    expect(new mine.ConnectionError('a', { ...options, cause }).cause).toBe(cause)
  })

  test('count attempts on the error of the other', async () => {
    const error = new theirs.ServerError('Down', options)
    const call = mine.retry(() => Promise.reject(error), {
      judge: () => ({ retry: true, ambiguous: false }),
      random: () => 0,
    })
    await expect(call).rejects.toBe(error)
    expect(error.attempts).toBe(3)
  })
})

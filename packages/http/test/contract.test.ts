import { createHttp, type Validation } from '@veza/http'
import { userModel } from '@veza/protocol'
import type { Logger } from '@veza/resilience'
import { describe, expect, test, vi } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/users/1' } as const
const odd = {
  id: 'canary',
  email: 'a@b.c',
  username: 'ada',
  roles: [1],
  created_at: '2024-01-01T00:00:00Z',
  new: 1,
}

function recorder(): Logger & { warnings: [object, string][] } {
  const warnings: [object, string][] = []
  return {
    warnings,
    debug() {},
    info() {},
    error() {},
    warn: (fields, message) => void warnings.push([fields, message]),
  }
}

describe('an answer that breaks the contract', () => {
  test('is taken with a warning for each difference, told once', async () => {
    await using server = await scriptedServer((response) => json(response, odd))
    const logger = recorder()
    const http = createHttp({ baseUrl: server.url, logger })
    const user = await http.one(userModel, get)
    await http.one(userModel, get)
    expect(user).toMatchObject({ id: 'canary', username: 'ada', roles: [1], new: 1 })
    expect(logger.warnings.map(([fields]) => fields)).toEqual([
      { resource: 'user', path: 'id', expected: 'a whole number' },
      { resource: 'user', path: 'roles.*', expected: 'string' },
      { resource: 'user', path: 'new', expected: 'absent' },
    ])
  })

  test('is thrown in strict validation, with path and expectation and without the value', async () => {
    await using server = await scriptedServer((response) => json(response, odd))
    const error = await failureOf(
      createHttp({ baseUrl: server.url, validation: 'strict' }).one(userModel, get),
    )
    expect(error).toMatchObject({ name: 'InvalidResponseError', code: 'INVALID_RESPONSE', attempts: 1 })
    expect(error.message).toContain('"id" should be a whole number; "roles.0" should be string')
    expect(error.message).not.toContain('canary')
    expect(error.details).toContainEqual({ path: 'id', expected: 'a whole number' })
  })

  test('with many differences names five and counts the rest', async () => {
    const roles = [1, 2, 3, 4, 5, 6, 7]
    await using server = await scriptedServer((response) => json(response, { ...odd, id: 1, roles }))
    const error = await failureOf(
      createHttp({ baseUrl: server.url, validation: 'strict' }).one(userModel, get),
    )
    expect(error.message).toMatch(/and 3 more$/)
  })

  test('passes without a word with validation off, for the client or the call', async () => {
    await using server = await scriptedServer((response) => json(response, odd))
    const logger = recorder()
    await createHttp({ baseUrl: server.url, logger, validation: 'off' }).one(userModel, get)
    await createHttp({ baseUrl: server.url, logger }).one(userModel, get, { validation: 'off' })
    expect(logger.warnings).toEqual([])
  })

  test('is told on the console where no logger is named', async () => {
    await using server = await scriptedServer((response) => json(response, odd))
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    await createHttp({ baseUrl: server.url }).one(userModel, get)
    expect(warn).toHaveBeenCalledTimes(3)
    warn.mockRestore()
  })

  test.each<Validation>(['warn', 'strict'])(
    'and one that does not is silent under %s',
    async (validation) => {
      const { new: _, ...known } = odd
      const right = { ...known, id: 1, roles: ['a'] }
      await using server = await scriptedServer((response) => json(response, { success: true, data: right }))
      const logger = recorder()
      const user = await createHttp({ baseUrl: server.url, logger, validation }).one(userModel, get)
      expect(user.createdAt).toBeInstanceOf(Date)
      expect(logger.warnings).toEqual([])
    },
  )
})

import { describe, expect, test } from 'vitest'
import { errorCatalog } from '../catalog/error-catalog.ts'
import { authRows } from './auth-rows.ts'
import { codeForStatus, knownCode } from './known-code.ts'

describe('looking up a code', () => {
  test.each(
    errorCatalog()
      // Those of webhooks and credentials are kept apart: no server sends them to who calls the platform.
      .filter(({ code }) => !/^(?:WEBHOOK|EGRESS|DELIVERY|REALTIME)_/.test(code))
      .filter(({ code }) => !authRows.some(([own]) => own === code))
      .map(({ code, remedy }) => [code, remedy.en]),
  )('finds what to do about %s', (code, remedy) => {
    expect(knownCode(code)?.remedy).toBe(remedy)
    const { status } = errorCatalog().find((entry) => entry.code === code) ?? {}
    expect(knownCode(code)?.status).toBe(status)
  })

  test.each(['NEWER_THAN_THIS_SDK', '', 'username_taken', '__proto__', 'constructor'])(
    'finds nothing for "%s", which is no code of the catalogue',
    (code) => {
      expect(knownCode(code)).toBeUndefined()
    },
  )

  test.each([
    ['RATE_LIMIT_EXCEEDED', false],
    ['CHAT_RATE_LIMIT_EXCEEDED', false],
    ['SYSTEM_OVERLOADED', false],
    ['TRACK_QUOTA_EXCEEDED', true],
    ['RATE_LIMIT_IP_BLOCKED', true],
    ['RATE_LIMIT_USER_BLOCKED', true],
  ])('tells whether waiting mends %s', (code, hopeless) => {
    expect(knownCode(code)?.hopeless).toBe(hopeless)
  })
})

describe('the code of a status', () => {
  test.each([
    [401, 'UNAUTHORIZED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [409, 'CONFLICT'],
    [422, 'VALIDATION_ERROR'],
    [429, 'RATE_LIMIT_EXCEEDED'],
    [500, 'INTERNAL_SERVER_ERROR'],
    [400, 'HTTP_400'],
    [418, 'HTTP_418'],
    [503, 'HTTP_503'],
    [0, 'HTTP_0'],
  ])('%i is %s', (status, code) => {
    expect(codeForStatus(status)).toBe(code)
  })
})

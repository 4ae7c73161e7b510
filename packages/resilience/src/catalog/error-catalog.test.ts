import { describe, expect, test } from 'vitest'
import { platformCodes } from '../../test/platform-codes.ts'
import * as api from '../index.ts'
import { type CatalogEntry, errorCatalog } from './error-catalog.ts'
import { french } from './french.ts'
import { realtimeCodes } from './realtime-codes.ts'

const catalog = errorCatalog()
const exported: Readonly<Record<string, unknown>> = { ...api }
const documented = platformCodes.map(([code, ...statuses]) => [code, statuses] as const)
const byCode = new Map(catalog.map((entry) => [entry.code, entry]))

function entry(code: string): CatalogEntry {
  const found = byCode.get(code)
  return found ?? expect.fail(`${code} is not in the catalogue`)
}

describe('the catalogue', () => {
  test.each(documented)("holds the platform's %s with a status it is documented with", (code, statuses) => {
    expect(statuses).toContain(entry(code).status)
  })

  test('holds nothing twice', () => {
    expect(catalog).toHaveLength(byCode.size)
  })

  test("holds besides the platform's codes only the SDK's own, which have no status", () => {
    const platform = new Set(platformCodes.map(([code]) => code))
    const own = catalog.filter(({ code }) => !platform.has(code))
    expect(own.map(({ code }) => code).toSorted()).toEqual([
      'ABORTED',
      'CLIENT_RATE_LIMIT',
      'CONNECTION_FAILED',
      'CONNECTION_RESET',
      'CONTENT_CHANGED',
      'INVALID_ARGUMENT',
      'INVALID_OPTION',
      'INVALID_PAGE_TOKEN',
      'INVALID_RESPONSE',
      'REDIRECT_REFUSED',
      'RESPONSE_TOO_LARGE',
      'STREAM_URL_EXPIRED',
      'STREAM_URL_INVALID',
      'TIMEOUT',
      'TLS_FAILED',
    ])
    expect(own.every(({ status }) => status === undefined)).toBe(true)
    expect(catalog.filter(({ status }) => status === undefined)).toEqual(own)
  })

  test.each(catalog.map((each) => [each.code, each] as const))(
    'says of %s what to do, in both languages',
    (_, { remedy }) => {
      expect(remedy.en).toMatch(/^[A-Z].*\.$/)
      expect(remedy.fr).toMatch(/^[A-ZÀÉÊ].*\.$/)
      expect(remedy.fr).not.toBe(remedy.en)
    },
  )

  test('has no French sentence that no code needs', () => {
    const needed = new Set(catalog.map(({ remedy }) => remedy.en))
    expect(Object.keys(french).filter((en) => !needed.has(en))).toEqual([])
  })

  test.each(catalog.map((each) => [each.code, each] as const))(
    'names for %s a class that is exported',
    (_, { className }) => {
      const ErrorClass = exported[className]
      expect(ErrorClass).toBeTypeOf('function')
      expect((ErrorClass as api.VezaErrorClass).prototype).toBeInstanceOf(api.VezaError)
    },
  )

  test.each<[string, string, CatalogEntry['retry'], CatalogEntry['actor']]>([
    ['UNAUTHORIZED', 'AuthenticationError', 'never', 'caller'],
    ['FORBIDDEN', 'PermissionError', 'never', 'operator'],
    ['AUTH_INSUFFICIENT_PERMISSIONS', 'PermissionError', 'never', 'operator'],
    ['AUTH_ACCOUNT_LOCKED', 'PermissionError', 'never', 'operator'],
    ['USER_ACCOUNT_DISABLED', 'PermissionError', 'never', 'operator'],
    ['CHAT_ROOM_NOT_FOUND', 'NotFoundError', 'never', 'caller'],
    ['CHAT_ROOM_FULL', 'ConflictError', 'never', 'caller'],
    ['CHAT_MESSAGE_TOO_LONG', 'InvalidRequestError', 'never', 'caller'],
    ['RESOURCE_DELETED', 'NotFoundError', 'never', 'caller'],
    ['RATE_LIMIT_EXCEEDED', 'RateLimitError', 'always', 'caller'],
    ['RATE_LIMIT_IP_BLOCKED', 'RateLimitError', 'never', 'operator'],
    ['TRACK_QUOTA_EXCEEDED', 'RateLimitError', 'never', 'operator'],
    ['INTERNAL_SERVER_ERROR', 'ServerError', 'repeatable', 'platform'],
    ['SYSTEM_MAINTENANCE', 'ServerError', 'repeatable', 'platform'],
    ['EXTERNAL_SERVICE_TIMEOUT', 'ServerError', 'repeatable', 'platform'],
    ['CONNECTION_FAILED', 'ConnectionError', 'always', 'network'],
    ['CONNECTION_RESET', 'ConnectionError', 'repeatable', 'network'],
    ['TIMEOUT', 'TimeoutError', 'never', 'network'],
    ['ABORTED', 'AbortError', 'never', 'caller'],
    ['CLIENT_RATE_LIMIT', 'RateLimitError', 'never', 'caller'],
    ['INVALID_RESPONSE', 'InvalidResponseError', 'never', 'operator'],
  ])('%s: %s, retried %s, to be settled by %s', (code, className, retry, actor) => {
    expect(entry(code)).toMatchObject({ className, retry, actor })
  })

  test('never retries what a caller got wrong, and always blames the platform for a 5xx', () => {
    for (const { status, retry, actor } of catalog) {
      if (status === undefined) continue
      if (status >= 500) expect(actor).toBe('platform')
      else if (status !== 429) expect(retry).toBe('never')
    }
  })
})

describe('the application codes of the WebSocket', () => {
  test('are the eleven of the guide, each a code of the catalogue', () => {
    expect(Object.keys(realtimeCodes)).toEqual(Array.from({ length: 11 }, (_, index) => `${1000 + index}`))
    for (const code of Object.values(realtimeCodes)) expect(entry(code).code).toBe(code)
  })

  test.each([
    [1001, 401],
    [1002, 403],
    [1003, 429],
    [1004, 404],
    [1006, 413],
    [1009, 423],
    [1010, 500],
  ])('%i means what status %i means', (number, status) => {
    expect(entry(realtimeCodes[number] ?? '').status).toBe(status)
  })
})

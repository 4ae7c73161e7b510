import { describe, expect, test } from 'vitest'
import { platformCodes } from '../../test/platform-codes.ts'
import * as api from '../index.ts'
import { realtimeRemedy } from '../realtime-codes/realtime-remedy.ts'
import { webhookRemedy } from '../webhook-codes/webhook-remedy.ts'
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

  test('has for every refused webhook a code of its own, without status, and a remedy of its own', () => {
    const webhooks = catalog.filter(({ code }) => code.startsWith('WEBHOOK_'))
    expect(webhooks.length).toBeGreaterThan(25)
    expect(new Set(webhooks.map(({ remedy }) => remedy.en)).size).toBe(webhooks.length)
    for (const { status, className, remedy, code } of webhooks) {
      expect({ status, className }).toEqual({ status: undefined, className: 'WebhookVerificationError' })
      expect(webhookRemedy(code)).toBe(remedy.en)
    }
    expect(webhookRemedy('NEWER')).toBeUndefined()
  })

  test('has a remedy for every failure of a realtime conversation', () => {
    const realtime = catalog.filter(({ code }) => code.startsWith('REALTIME_'))
    expect(realtime.length).toBeGreaterThan(10)
    for (const { code, remedy } of realtime) expect(realtimeRemedy(code)).toBe(remedy.en)
    expect(realtimeRemedy('NEWER')).toBeUndefined()
  })

  test('holds nothing twice', () => {
    expect(catalog).toHaveLength(byCode.size)
  })

  test("holds besides the platform's codes only the SDK's own, which have no status", () => {
    const platform = new Set(platformCodes.map(([code]) => code))
    const own = catalog.filter(({ code }) => !platform.has(code) && !code.startsWith('WEBHOOK_'))
    expect(own.map(({ code }) => code).toSorted()).toEqual([
      'ABORTED',
      'AUTH_ACCESS_DENIED',
      'AUTH_CALLBACK_INVALID',
      'AUTH_CLIENT_REFUSED',
      'AUTH_CODE_EXPIRED',
      'AUTH_GRANT_REFUSED',
      'AUTH_SERVER_REFUSED',
      'AUTH_SESSION_LOST',
      'AUTH_SIGN_IN_REQUIRED',
      'CERTIFICATE_INVALID',
      'CERTIFICATE_PIN_MISMATCH',
      'CLIENT_RATE_LIMIT',
      'CONNECTION_FAILED',
      'CONNECTION_RESET',
      'CONTENT_CHANGED',
      'DELIVERY_ENDPOINT_GONE',
      'DELIVERY_NOT_ACCEPTED',
      'DELIVERY_REDIRECTED',
      'EGRESS_ADDRESS_REFUSED',
      'EGRESS_NAME_REFUSED',
      'EGRESS_PORT_REFUSED',
      'EGRESS_SCHEME_REFUSED',
      'EGRESS_URL_INVALID',
      'INVALID_ARGUMENT',
      'INVALID_OPTION',
      'INVALID_PAGE_TOKEN',
      'INVALID_RESPONSE',
      'JWKS_UNAVAILABLE',
      'REALTIME_BUFFER_OVERFLOW',
      'REALTIME_CLOSED',
      'REALTIME_FRAME_INVALID',
      'REALTIME_FRAME_TOO_LARGE',
      'REALTIME_GAVE_UP',
      'REALTIME_HANDSHAKE_REFUSED',
      'REALTIME_LISTENER_FAILED',
      'REALTIME_MESSAGE_DROPPED',
      'REALTIME_MESSAGE_TOO_LARGE',
      'REALTIME_PEER_SILENT',
      'REALTIME_QUEUE_FULL',
      'REDIRECT_REFUSED',
      'RESPONSE_TOO_LARGE',
      'STREAM_URL_EXPIRED',
      'STREAM_URL_INVALID',
      'TIMEOUT',
      'TLS_FAILED',
      'TOKEN_STORE_FAILED',
      'TOKEN_STORE_LOCKED',
      'TOKEN_STORE_UNSAFE',
    ])
    expect(own.every(({ status }) => status === undefined)).toBe(true)
    expect(
      catalog.filter(
        ({ status, className }) => status === undefined && className !== 'WebhookVerificationError',
      ),
    ).toEqual(own)
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
    ['AUTH_SESSION_LOST', 'AuthenticationError', 'never', 'caller'],
    ['AUTH_CLIENT_REFUSED', 'AuthenticationError', 'never', 'operator'],
    ['JWKS_UNAVAILABLE', 'ConnectionError', 'always', 'network'],
    ['WEBHOOK_SIGNATURE_MISMATCH', 'WebhookVerificationError', 'never', 'caller'],
    ['WEBHOOK_TIMESTAMP_TOO_NEW', 'WebhookVerificationError', 'never', 'operator'],
    ['WEBHOOK_BODY_INCOMPLETE', 'WebhookVerificationError', 'never', 'network'],
    ['WEBHOOK_CERTIFICATE_UNAVAILABLE', 'WebhookVerificationError', 'never', 'network'],
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

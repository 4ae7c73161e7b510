import { readFileSync } from 'node:fs'
import { closeCodes } from '@veza/protocol/realtime'
import { describe, expect, test } from 'vitest'
import { closeActions } from './close-actions.ts'
import { closeVerdict } from './close-verdict.ts'

const now = Date.parse('2026-11-06T12:00:00Z')
const end = { code: 1006, reason: '' }

describe('the verdict on a connection that has ended', () => {
  test('there is one for every code of the platform', () => {
    for (const code of Object.values(closeCodes))
      expect(closeVerdict({ code, reason: '' }, now).action).toBe(closeActions[code])
  })

  test('it is the one that the protocol promises', () => {
    const page = readFileSync(new URL('../../../../docs/realtime/protocol.md', import.meta.url), 'utf8')
    const words = { reconnect: 'connects anew', refresh: 'refreshes the token once', fail: 'gives up' }
    const rows = [...page.matchAll(/^\| (\d{4}) \|[^|]*\|([^|]*)\|$/gm)]
    expect(rows.length).toBeGreaterThanOrEqual(9)
    for (const [, code, what] of rows)
      expect(what).toContain(words[closeVerdict({ code: Number(code), reason: '' }, now).action])
  })

  test.each([0, 1005, 1007, 1010, 1014, 1015, 3000, 4000, 4999])('%i is followed by another', (code) => {
    expect(closeVerdict({ code, reason: '' }, now).action).toBe('reconnect')
  })

  test.each<[number, string]>([
    [401, 'refresh'],
    [403, 'fail'],
    [404, 'fail'],
    [410, 'fail'],
    [429, 'reconnect'],
    [500, 'reconnect'],
    [502, 'reconnect'],
    [503, 'reconnect'],
    [301, 'reconnect'],
  ])('a handshake refused by %i: %s', (status, action) => {
    expect(closeVerdict({ ...end, code: 1008, status }, now).action).toBe(action)
  })

  test.each<[string, object, number | undefined]>([
    ['by the reason', { reason: 'Slow consumer; retry_after_ms=1500' }, 1500],
    ['by Retry-After in seconds', { status: 503, retryAfter: '7' }, 7000],
    ['by Retry-After as a date', { status: 503, retryAfter: 'Fri, 06 Nov 2026 12:00:30 GMT' }, 30_000],
    ['by a date that is past', { status: 503, retryAfter: 'Fri, 06 Nov 2026 11:00:30 GMT' }, 0],
    ['by nothing', { reason: 'Restarting' }, undefined],
    ['by nonsense', { reason: 'retry_after_ms=-5', retryAfter: 'soon' }, undefined],
    ['by more digits than a wait has', { reason: 'retry_after_ms=12345678901234' }, undefined],
  ])('a server asks to wait %s', (_, more, minDelayMs) => {
    expect(closeVerdict({ ...end, ...more }, now).minDelayMs).toBe(minDelayMs)
  })
})

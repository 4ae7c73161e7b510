import { ManualClock } from '@veza/resilience/testing'
import { describe, expect, test } from 'vitest'
import type { ReconnectOptions } from '../options/realtime-options.ts'
import { Comeback } from './comeback.ts'
import type { LinkEnd } from './link.ts'

const never: LinkEnd = { code: 1006, reason: '', accepted: false, silent: false, exact: false, stoodMs: 0 }
const stood: LinkEnd = { ...never, accepted: true, exact: true, stoodMs: 60_000 }
const defaults = {
  firstDelayMs: 5000,
  baseDelayMs: 1000,
  maxDelayMs: 30_000,
  maxAttempts: Number.POSITIVE_INFINITY,
  giveUpAfterMs: 86_400_000,
}

function comeback(options: ReconnectOptions | false = {}) {
  const clock = new ManualClock()
  const reconnect = options && { ...defaults, ...options }
  return { clock, comeback: new Comeback({ clock, random: () => 1, reconnect }) }
}

const code = (plan: object) => (plan as { error?: { code: string } }).error?.code

describe('what follows the end of a connection', () => {
  test('delays grow until the conversation is ready, and begin anew then', () => {
    const { comeback: it } = comeback()
    it.ready()
    expect([it.after(stood), it.after(never), it.after(never)]).toEqual([
      { action: 'wait', delayMs: 5000 },
      { action: 'wait', delayMs: 2000 },
      { action: 'wait', delayMs: 4000 },
    ])
    it.ready()
    expect(it.after(stood)).toEqual({ action: 'wait', delayMs: 5000 })
  })

  test('who never was ready need not keep out of the way of others', () => {
    expect(comeback().comeback.after(never)).toEqual({ action: 'wait', delayMs: 2000 })
  })

  test('it is given up after so many attempts', () => {
    const { comeback: it } = comeback({ maxAttempts: 2 })
    it.ready()
    expect([it.after(stood).action, it.after(never).action]).toEqual(['wait', 'wait'])
    const plan = it.after(never)
    expect(code(plan)).toBe('REALTIME_GAVE_UP')
    expect(plan).toMatchObject({ error: { message: 'No connection after 2 attempts' } })
  })

  test('the first connection is an attempt like any other', () => {
    const plan = comeback({ maxAttempts: 1 }).comeback.after(never)
    expect(plan).toMatchObject({ action: 'fail', error: { message: 'No connection after 1 attempts' } })
  })

  test('it is given up after so long', async () => {
    const { clock, comeback: it } = comeback({ giveUpAfterMs: 10_000 })
    it.ready()
    expect(it.after(stood).action).toBe('wait')
    await clock.advance(5000)
    expect(it.after(never)).toEqual({ action: 'wait', delayMs: 2000 })
    await clock.advance(2000)
    expect(code(it.after(never))).toBe('REALTIME_GAVE_UP')
  })

  test('so it is at once where the server asks for more than that', () => {
    const { comeback: it } = comeback({ giveUpAfterMs: 10_000 })
    expect(code(it.after({ ...never, status: 503, retryAfter: '60' }))).toBe('REALTIME_GAVE_UP')
  })

  test('a token is refreshed once, and then it fails', () => {
    const { comeback: it } = comeback()
    const refused = { ...never, code: 1008, reason: 'Invalid token' }
    expect(it.after(refused)).toEqual({ action: 'refresh' })
    expect(it.again(refused)).toEqual({ action: 'wait', delayMs: 0 })
    expect(code(it.after(refused))).toBe('WEBSOCKET_AUTH_FAILED')
  })

  test('so it does where a server answers pings before it has looked at the token', () => {
    const { comeback: it } = comeback()
    const refused = { ...never, code: 1008, accepted: true, stoodMs: 5 }
    it.ready()
    expect(it.after(refused)).toEqual({ action: 'refresh' })
    it.ready()
    expect(code(it.after(refused))).toBe('WEBSOCKET_AUTH_FAILED')
  })

  test.each<[string, Partial<LinkEnd>]>([
    ['said hello', { exact: true, stoodMs: 5 }],
    ['let it stand', { stoodMs: 1000 }],
  ])('a token is refreshed again where the server %s since', (_, more) => {
    const { comeback: it } = comeback()
    expect(it.after({ ...stood, code: 1008 })).toEqual({ action: 'refresh' })
    it.ready()
    expect(it.after({ ...stood, code: 1008, ...more })).toEqual({ action: 'refresh' })
  })

  test('a token is refreshed again where an event came since', () => {
    const { comeback: it } = comeback()
    const refused = { ...never, code: 1008, accepted: true, stoodMs: 5 }
    it.after(refused)
    it.progressed()
    expect(it.after(refused)).toEqual({ action: 'refresh' })
  })

  test('where the token could not be refreshed, the next connection tries again', () => {
    const { comeback: it } = comeback()
    const refused = { ...never, code: 4408 }
    expect(it.after(refused)).toEqual({ action: 'refresh' })
    expect(it.later(refused)).toEqual({ action: 'wait', delayMs: 2000 })
    expect(it.after(refused)).toEqual({ action: 'refresh' })
  })

  test('a server that sends away at once, again and again, sees no storm', () => {
    const { comeback: it } = comeback()
    it.ready()
    expect(it.again({ ...stood, stoodMs: 4999 })).toEqual({ action: 'wait', delayMs: 5000 })
    it.ready()
    expect(it.again({ ...stood, stoodMs: 5000 })).toEqual({ action: 'wait', delayMs: 0 })
  })

  test.each<[string, Partial<LinkEnd>, string]>([
    ['403', { status: 403 }, 'FORBIDDEN'],
    ['4403', { code: 4403 }, 'FORBIDDEN'],
    ['404', { status: 404 }, 'REALTIME_HANDSHAKE_REFUSED'],
    ['410', { status: 410 }, 'REALTIME_HANDSHAKE_REFUSED'],
  ])('%s ends it', (_, more, error) => {
    expect(code(comeback().comeback.after({ ...never, ...more }))).toBe(error)
  })

  test('but for a server that was there, and is being replaced', () => {
    const { comeback: it } = comeback()
    it.ready()
    expect(it.after({ ...never, status: 404 }).action).toBe('wait')
    expect(code(it.after({ ...never, status: 403 }))).toBe('FORBIDDEN')
  })

  test('a frame that is too large twice, with no event between, ends it', () => {
    const { comeback: it } = comeback()
    const large = { ...stood, code: 1009, frameTooLarge: true }
    expect(it.after(large).action).toBe('wait')
    it.progressed()
    expect(it.after(large).action).toBe('wait')
    expect(code(it.after(large))).toBe('REALTIME_FRAME_TOO_LARGE')
  })

  test('one that was too large for the server does not', () => {
    const { comeback: it } = comeback()
    const ends = [1, 2, 3].map(() => it.after({ ...stood, code: 1009 }).action)
    expect(ends).toEqual(['wait', 'wait', 'wait'])
  })

  test('without reconnecting, the first connection is the last', () => {
    expect(code(comeback(false).comeback.after(stood))).toBe('CONNECTION_FAILED')
    expect(code(comeback(false).comeback.after({ ...stood, code: 1008 }))).toBe('WEBSOCKET_AUTH_FAILED')
    expect(code(comeback(false).comeback.again(stood))).toBe('CONNECTION_FAILED')
    expect(code(comeback(false).comeback.later(never))).toBe('CONNECTION_FAILED')
  })

  test('but its token may still be refreshed before it is accepted', () => {
    const { comeback: it } = comeback(false)
    expect(it.after({ ...never, code: 1008 })).toEqual({ action: 'refresh' })
    expect(it.again({ ...never, code: 1008 })).toEqual({ action: 'wait', delayMs: 0 })
  })
})

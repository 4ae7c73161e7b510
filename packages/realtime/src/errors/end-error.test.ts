import { describe, expect, test } from 'vitest'
import type { SocketEnd } from '../socket/socket.ts'
import { endError, timedOut } from './end-error.ts'

describe('the error for a connection that has ended', () => {
  test.each<[string, SocketEnd, string, string]>([
    ['a broken one', { code: 1006, reason: '' }, 'CONNECTION_FAILED', 'The connection failed (1006)'],
    [
      'one with a reason',
      { code: 1012, reason: 'Restarting; retry_after_ms=5' },
      'CONNECTION_FAILED',
      'The connection failed (1012: Restarting; retry_after_ms=5)',
    ],
    ['one that took too long', { code: 1006, reason: timedOut }, 'TIMEOUT', 'The server did not accept'],
    [
      'a refused handshake',
      { code: 1006, reason: '', status: 502 },
      'REALTIME_HANDSHAKE_REFUSED',
      'status 502',
    ],
    ['a refused user', { code: 4403, reason: '' }, 'FORBIDDEN', '4403'],
    ['a refused user, by status', { code: 1006, reason: '', status: 403 }, 'FORBIDDEN', 'status 403'],
    [
      'a frame of the server’s that is too large',
      { code: 1009, reason: '', frameTooLarge: true },
      'REALTIME_FRAME_TOO_LARGE',
      'maxFrameBytes',
    ],
    ['one of ours', { code: 1009, reason: 'Frame too large' }, 'CONNECTION_FAILED', '1009: Frame too large'],
  ])('%s', (_, end, code, message) => {
    const error = endError(end, false)
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    expect(error.remedy).not.toBe('')
  })

  test('one whose token was turned away', () => {
    expect(endError({ code: 1008, reason: 'Invalid token' }, true)).toMatchObject({
      name: 'AuthenticationError',
      code: 'WEBSOCKET_AUTH_FAILED',
      message: 'The server turned the token away (1008: Invalid token)',
    })
  })
})

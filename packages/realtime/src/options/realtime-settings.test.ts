import { isVezaError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { webSocket } from '../socket/web-socket.ts'
import type { RealtimeOptions } from './realtime-options.ts'
import { realtimeSettings } from './realtime-settings.ts'

function refusalOf(options: object): string {
  try {
    realtimeSettings(options)
  } catch (error) {
    if (!isVezaError(error, 'INVALID_OPTION')) throw error
    return error.message
  }
  return 'none'
}

const standard = webSocket(WebSocket)

describe('settings of a conversation', () => {
  test('an option that is undefined counts as left out', () => {
    const names: readonly (keyof RealtimeOptions)[] = [
      'url',
      'allowInsecureWs',
      'tokenIn',
      'protocol',
      'maxBackfill',
      'reconnect',
      'startTimeoutMs',
      'connectTimeoutMs',
      'deadAfterMs',
      'sendTimeoutMs',
      'queue',
      'maxFrameBytes',
      'compression',
      'logger',
      'clock',
      'random',
      'signal',
      'agent',
    ]
    const without = { socket: standard }
    const undefinedOnes = Object.fromEntries(names.map((name) => [name, undefined]))
    expect(realtimeSettings({ ...undefinedOnes, ...without })).toEqual(realtimeSettings(without))
  })

  test('so does one of reconnect, or of queue', () => {
    const reconnect = { firstDelayMs: undefined, baseDelayMs: undefined, maxDelayMs: undefined }
    const queue = { maxMessages: undefined, maxBytes: undefined, whenFull: undefined }
    const odd = { reconnect: { ...reconnect, maxAttempts: undefined, giveUpAfterMs: undefined }, queue }
    const settings = realtimeSettings(odd as object)
    expect(settings.reconnect).toEqual({
      firstDelayMs: 5000,
      baseDelayMs: 1000,
      maxDelayMs: 30_000,
      maxAttempts: Number.POSITIVE_INFINITY,
      giveUpAfterMs: 86_400_000,
    })
    expect(settings.queue).toEqual({ maxMessages: 1000, maxBytes: 1_048_576, whenFull: 'reject' })
  })

  test.each<[object, string]>([
    [{ url: 'nowhere' }, 'option "url" is invalid. Write an absolute URL'],
    [{ url: 'https://api.veza.app/ws' }, 'option "url" is invalid. Write a wss:// URL.'],
    [{ url: 'wss://me:secret@api.veza.app/ws' }, 'Leave user name and password out'],
    [{ url: 'wss://api.veza.app/ws?token=a' }, 'Leave the query and the fragment out'],
    [{ url: 'wss://api.veza.app/ws#a' }, 'Leave the query and the fragment out'],
    [{ url: 'ws://api.veza.app/ws' }, 'add allowInsecureWs: true'],
    [{ tokenIn: 'ticket' }, 'option "ticket" is missing'],
    [{ tokenIn: 'header', socket: standard }, 'a WebSocket here sends no headers of yours'],
    [{ agent: {}, socket: standard }, 'Pass agent or socket, not both.'],
    [{ reconnect: null }, 'option "reconnect"'],
    [{ reconnect: { firstDelay: 1 } }, 'unknown option "firstDelay"'],
    [{ reconnect: { maxAttempts: 0 } }, 'option "maxAttempts" is invalid'],
    [{ queue: 5 }, 'option "queue" is invalid'],
    [{ queue: { whenFull: 'block' } }, 'option "whenFull" is invalid'],
    [{ deadAfterMs: 5 }, 'option "deadAfterMs" is invalid'],
    [{ maxFrameBytes: 5 }, 'option "maxFrameBytes" is invalid'],
    [{ protocol: 'veza.v3' }, 'option "protocol" is invalid'],
    [{ tokenIn: 'cookie' }, 'option "tokenIn" is invalid'],
    [{ signal: {} }, 'option "signal" is invalid'],
    [{ logger: {} }, 'option "logger" is invalid'],
    [{ timeoutMs: 5 }, 'unknown option "timeoutMs"'],
  ])('%o are refused: %s', (options, message) => {
    expect(refusalOf(options)).toContain(message)
  })

  test.each(['ws://localhost:1/ws', 'ws://127.0.0.1:1/ws', 'ws://[::1]:1/ws', 'wss://a.example/ws'])(
    '%s is a URL to connect to',
    (url) => {
      expect(refusalOf({ url })).toBe('none')
    },
  )

  test('ws:// to another machine needs a word', () => {
    expect(refusalOf({ url: 'ws://a.example/ws', allowInsecureWs: true })).toBe('none')
  })

  test('the token goes into the first frame where sockets send no headers', () => {
    expect(realtimeSettings({}).tokenIn).toBe('header')
    expect(realtimeSettings({ socket: standard }).tokenIn).toBe('first-frame')
    expect(realtimeSettings({ socket: standard, tokenIn: 'query' }).tokenIn).toBe('query')
    expect(realtimeSettings({ socket: Object.assign(() => ({}) as never) }).tokenIn).toBe('header')
  })

  test('without reconnecting there are no delays', () => {
    expect(realtimeSettings({ reconnect: false }).reconnect).toBe(false)
  })
})

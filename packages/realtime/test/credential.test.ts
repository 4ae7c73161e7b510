import { AuthenticationError, ConnectionError } from '@veza/resilience'
import { afterEach, describe, expect, test } from 'vitest'
import { connect, type RealtimeOptions, type TokenWay, webSocket } from '../src/index.ts'
import { impatient, LiveSandbox } from './support/live-sandbox.ts'
import { next } from './support/next.ts'
import { type Script, ScriptedServer } from './support/scripted-server.ts'

const disposables: AsyncDisposable[] = []

afterEach(async () => {
  for (const each of disposables.splice(0).reverse()) await each[Symbol.asyncDispose]()
})

async function serve(...args: Parameters<typeof LiveSandbox.serve>): Promise<LiveSandbox> {
  const served = await LiveSandbox.serve(...args)
  disposables.push(served)
  return served
}

async function listen(script: Script = {}): Promise<ScriptedServer> {
  const server = await ScriptedServer.listen(script)
  disposables.push(server)
  return server
}

/** Gets tickets as the client does. */
function ticketsOf(sandbox: LiveSandbox): () => Promise<string> {
  return async () => {
    const response = await fetch(`${sandbox.running.baseUrl}/realtime/tickets`, {
      method: 'POST',
      headers: sandbox.authenticator.authenticate(),
    })
    return ((await response.json()) as { ticket: string }).ticket
  }
}

const standard = webSocket(WebSocket)
const wrong = { authenticate: () => ({ authorization: 'Bearer wrong-token' }) }

const ways: readonly (readonly [TokenWay, string, RealtimeOptions])[] = [
  ['header', 'ws', {}],
  ['first-frame', 'ws', {}],
  ['subprotocol', 'ws', {}],
  ['ticket', 'ws', {}],
  ['query', 'ws', {}],
  ['first-frame', 'the global WebSocket', { socket: standard }],
  ['subprotocol', 'the global WebSocket', { socket: standard }],
  ['ticket', 'the global WebSocket', { socket: standard }],
  ['query', 'the global WebSocket', { socket: standard }],
]

describe.each(ways)('a token by %s over %s', (tokenIn, _, options) => {
  test.each(['veza.v2', 'veza.v1'] as const)('lets in, and in again after a cut, in %s', async (protocol) => {
    const sandbox = await serve({ realtime: { protocols: [protocol] } })
    const live = await sandbox.connect({ ...options, tokenIn, ticket: ticketsOf(sandbox) })
    await live.room(1).subscribe()
    const ready = next(live, 'state', ({ state }) => state === 'ready')
    sandbox.running.realtime.cut()
    await ready
    const message = next(live, 'message')
    const id = await sandbox.post(1, 'Hello')
    expect((await message).message.id).toBe(id)
  })

  test.each(['veza.v2', 'veza.v1'] as const)(
    'that is wrong is refreshed once, and then it fails, in %s',
    async (protocol) => {
      const sandbox = await serve({ realtime: { protocols: [protocol] } })
      let refreshed = 0
      const authenticator = {
        ...wrong,
        refresh: () => {
          refreshed++
          return Promise.resolve(true)
        },
      }
      const error = await sandbox
        .connect({ ...options, tokenIn, authenticator, ticket: () => Promise.resolve('wrong-ticket') })
        .catch((caught: unknown) => caught)
      expect(error).toMatchObject({ name: 'AuthenticationError', code: 'WEBSOCKET_AUTH_FAILED' })
      expect(refreshed).toBe(tokenIn === 'ticket' ? 0 : 1)
      expect(sandbox.running.realtime.stats().accepted).toBe(2)
    },
  )
})

describe('an authenticator', () => {
  test('that gets a better token connects with it', async () => {
    const sandbox = await serve()
    let token = 'wrong-token'
    const rejected: unknown[] = []
    const authenticator = {
      authenticate: () => ({ authorization: `Bearer ${token}` }),
      refresh: (headers: object, signal: AbortSignal, { status }: { readonly status: number }) => {
        rejected.push([headers, signal.aborted, status])
        token = sandbox.running.apiKey
        return Promise.resolve(true)
      },
    }
    const live = await sandbox.connect({ authenticator })
    expect(live.state).toBe('ready')
    expect(rejected).toEqual([[{ authorization: 'Bearer wrong-token' }, false, 401]])
  })

  test('signs a GET of the address', async () => {
    const server = await listen()
    const requests: unknown[] = []
    await server.connect({
      authenticator: {
        authenticate: ({ signal: _, ...request }) => {
          requests.push(request)
          return { authorization: 'Bearer a', 'x-other': 'b' }
        },
      },
    })
    expect(requests).toEqual([{ method: 'GET', url: server.url.replace('ws', 'http'), body: undefined }])
    expect(server.handshakes[0]?.headers).toMatchObject({ authorization: 'Bearer a', 'x-other': 'b' })
  })

  test('that could not reach its server is asked again', async () => {
    const server = await listen()
    let asked = 0
    const authenticate = () => {
      asked++
      if (asked < 3)
        throw new ConnectionError('no network', { code: 'CONNECTION_FAILED', retryable: true, remedy: '' })
      return { authorization: 'Bearer a' }
    }
    const live = await server.connect({ authenticator: { authenticate }, reconnect: { baseDelayMs: 1 } })
    expect([live.state, asked]).toEqual(['ready', 3])
  })

  test('that says the session is over ends the conversation', async () => {
    const server = await listen()
    let over = false
    const authenticate = () => {
      if (over)
        throw new AuthenticationError('the session is over', { code: 'AUTH_TOKEN_INVALID', remedy: '' })
      return { authorization: 'Bearer a' }
    }
    const live = await server.connect({ authenticator: { authenticate } })
    over = true
    server.last.socket.terminate()
    expect((await live.closed).error?.code).toBe('AUTH_TOKEN_INVALID')
  })

  test('whose refresh could not reach its server leaves it to the next connection', async () => {
    let refuses = true
    const server = await listen({ refuse: () => (refuses ? ['401 Unauthorized'] : undefined) })
    let refreshed = 0
    const refresh = () => {
      refreshed++
      if (refreshed === 1) return Promise.reject(new Error('no network'))
      refuses = false
      return Promise.resolve(true)
    }
    const authenticator = { authenticate: () => ({ authorization: 'Bearer a' }), refresh }
    const live = await server.connect({ authenticator, reconnect: { baseDelayMs: 1 } })
    expect([live.state, refreshed, server.handshakes.length]).toEqual(['ready', 2, 3])
  })

  test('whose refresh says that the session is over ends the conversation', async () => {
    const server = await listen({ refuse: () => ['401 Unauthorized'] })
    const over = new AuthenticationError('the session is over', { code: 'AUTH_TOKEN_INVALID', remedy: '' })
    const authenticator = { authenticate: () => ({}), refresh: () => Promise.reject(over) }
    await expect(server.connect({ authenticator })).rejects.toMatchObject({ code: 'AUTH_TOKEN_INVALID' })
  })

  test('that gives no headers is told so', async () => {
    const server = await listen()
    const authenticator = { authenticate: () => undefined as never }
    await expect(server.connect({ authenticator })).rejects.toMatchObject({ code: 'WEBSOCKET_AUTH_FAILED' })
  })

  test('that gives no bearer token cannot use a way that needs one', async () => {
    const server = await listen()
    const authenticator = { authenticate: () => ({ authorization: 'Basic abcdef' }) }
    for (const tokenIn of ['first-frame', 'subprotocol', 'query'] as const)
      await expect(server.connect({ authenticator, tokenIn })).rejects.toMatchObject({
        code: 'INVALID_OPTION',
      })
  })
})

describe('a token that is about to expire', () => {
  test('is replaced on the connection that stands', async () => {
    const sandbox = await serve()
    let asked = 0
    // Of the same user, and another text each time.
    const authenticate = () => ({
      Authorization: `Bearer ${sandbox.running.apiKey}`,
      'x-turn': String(asked++),
    })
    const refreshed: unknown[] = []
    const refresh = (headers: Readonly<Record<string, string>>) => {
      refreshed.push(headers['x-turn'])
      return Promise.resolve(true)
    }
    const live = await sandbox.connect({ authenticator: { authenticate, refresh } })
    const errors: unknown[] = []
    live.on('error', ({ error }) => errors.push(error.code))
    sandbox.running.realtime.expireToken({ inMs: 20_000 })
    await expect.poll(() => asked).toBe(3)
    const message = next(live, 'message')
    await live.room(1).subscribe()
    await sandbox.post(1, 'Hello')
    await message
    expect(refreshed).toEqual(['1'])
    expect(errors).toEqual([])
    expect(live.stats().connections).toBe(1)
  })

  test('is sent as soon as the authenticator has another, however it writes the header', async () => {
    let turn = 0
    const server = await listen()
    const authenticate = () => ({ Authorization: `Bearer token-${turn++}` })
    await server.connect({ authenticator: { authenticate } })
    server.last.send('token_expiring', { expires_in_ms: 30_000 })
    await server.until(() => server.last.frames.length > 0)
    expect(server.last.frames).toEqual([{ type: 'authenticate', payload: { token: 'token-1' } }])
  })

  test('that cannot be replaced is told, and the connection stays until the server ends it', async () => {
    const server = await listen()
    const authenticator = {
      authenticate: () => ({ authorization: 'Bearer a' }),
      refresh: () =>
        Promise.reject(new ConnectionError('no network', { code: 'CONNECTION_FAILED', remedy: '' })),
    }
    const live = await server.connect({ authenticator })
    const error = next(live, 'error')
    server.last.send('token_expiring', { expires_in_ms: 30_000 })
    expect((await error).error.code).toBe('CONNECTION_FAILED')
    expect(live.state).toBe('ready')
  })

  test('that has expired is refreshed, and another connection follows', async () => {
    const sandbox = await serve()
    let refreshed = 0
    const authenticator = {
      ...sandbox.authenticator,
      refresh: () => {
        refreshed++
        return Promise.resolve(true)
      },
    }
    const live = await sandbox.connect({ authenticator })
    for (const _ of [1, 2]) {
      const ready = next(live, 'state', ({ state }) => state === 'ready')
      sandbox.running.realtime.expireToken({ inMs: 0 })
      await ready
    }
    expect(refreshed).toBe(2)
  })
})

test.each([
  [4403, 'FORBIDDEN'],
  [4408, 'WEBSOCKET_AUTH_FAILED'],
])('a connection that is closed with %i ends in %s', async (code, error) => {
  const server = await listen({ welcome: (peer) => peer.socket.close(code) })
  await expect(server.connect()).rejects.toMatchObject({ code: error })
})

test.each<[string, string]>([
  ['401 Unauthorized', 'WEBSOCKET_AUTH_FAILED'],
  ['403 Forbidden', 'FORBIDDEN'],
  ['404 Not Found', 'REALTIME_HANDSHAKE_REFUSED'],
  ['410 Gone', 'REALTIME_HANDSHAKE_REFUSED'],
])('a handshake that is refused by %s ends in %s', async (status, error) => {
  const server = await listen({ refuse: () => [status] })
  await expect(server.connect()).rejects.toMatchObject({ code: error })
})

test('Retry-After of a refused handshake is obeyed', async () => {
  const delays: number[] = []
  const server = await listen({
    refuse: (_, number) => (number === 1 ? ['503 Service Unavailable', 'Retry-After: 0.2\r\n'] : undefined),
  })
  const logger = {
    ...impatient.logger,
    info: (fields: object) => delays.push((fields as { delayMs: number }).delayMs),
  }
  disposables.push(await connect({ ...impatient, url: server.url, logger, random: () => 0 }))
  expect(delays).toEqual([200])
})

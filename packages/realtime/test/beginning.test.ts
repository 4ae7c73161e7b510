import { describe, expect, test } from 'vitest'
import { listen } from './support/listen.ts'

describe('beginning', () => {
  test('takes so long at most, and says why', async () => {
    const server = await listen({ refuse: () => ['500 Internal Server Error'] })
    const error = await server
      .connect({ startTimeoutMs: 200, reconnect: { baseDelayMs: 1, maxDelayMs: 10 } })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'TIMEOUT', cause: { code: 'REALTIME_HANDSHAKE_REFUSED' } })
  })

  test('says what an authenticator threw', async () => {
    const server = await listen()
    const authenticate = () => Promise.reject(new Error('the vault is sealed'))
    const error = await server
      .connect({ authenticator: { authenticate }, startTimeoutMs: 200 })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'TIMEOUT', cause: { cause: { message: 'the vault is sealed' } } })
  })

  test('gives an attempt so long, and tries another', async () => {
    const server = await listen({
      welcome: (peer, number) => {
        if (number === 2) peer.hello()
      },
    })
    const live = await server.connect({ connectTimeoutMs: 100, reconnect: { baseDelayMs: 1 } })
    expect([live.stats().connections, server.peers.length]).toEqual([1, 2])
    expect(server.last.socket.protocol).toBe('veza.v2')
  })

  test('keeps veza.v2 when a server breaks the connection before it has said hello', async () => {
    const server = await listen({
      welcome: (peer, number) => {
        if (number < 4) peer.socket.terminate()
        else peer.hello()
      },
    })
    await server.connect({ reconnect: { baseDelayMs: 1, maxDelayMs: 5 } })
    expect(server.peers.map(({ socket }) => socket.protocol)).toEqual(
      Array.from({ length: 4 }, () => 'veza.v2'),
    )
  })

  test('keeps veza.v2 when an authenticator could not reach its server', async () => {
    const server = await listen()
    let asked = 0
    const authenticate = () => {
      asked++
      if (asked === 1) throw new Error('network')
      return { authorization: 'Bearer a' }
    }
    await server.connect({ authenticator: { authenticate }, reconnect: { baseDelayMs: 1 } })
    expect(server.last.socket.protocol).toBe('veza.v2')
  })

  test('insists on a protocol where it was told to', async () => {
    const server = await listen({ protocol: 'none' })
    const error = await server
      .connect({ protocol: 'veza.v2', startTimeoutMs: 200, reconnect: { baseDelayMs: 10, maxDelayMs: 50 } })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'TIMEOUT' })
    expect(server.handshakes[0]?.headers['sec-websocket-protocol']).toBe('veza.v2')
  })

  test('a server that chooses no subprotocol for the token is not stormed', async () => {
    const server = await listen({ protocol: 'none' })
    const authenticator = { authenticate: () => ({ authorization: 'Bearer abc' }) }
    const reconnect = { baseDelayMs: 60, maxDelayMs: 60 }
    const tries = server.connect({
      tokenIn: 'subprotocol',
      authenticator,
      startTimeoutMs: 300,
      reconnect,
      random: () => 1,
    })
    await expect(tries).rejects.toMatchObject({ code: 'TIMEOUT' })
    expect(server.handshakes.length).toBeLessThan(9)
  })

  test('offers nothing where it was told to', async () => {
    const server = await listen({ protocol: 'none' })
    await server.connect({ protocol: 'none' })
    expect(server.handshakes[0]?.headers['sec-websocket-protocol']).toBeUndefined()
  })

  test('offers compression only where it was told to, and frames get through', async () => {
    const server = await listen()
    await server.connect()
    const live = await server.connect({ compression: true })
    expect(server.handshakes.map(({ headers }) => headers['sec-websocket-extensions'] !== undefined)).toEqual(
      [false, true],
    )
    expect(await live.room(1).send({ content: 'a' })).toMatchObject({ acknowledged: true })
  })
})

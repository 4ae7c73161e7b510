import { once } from 'node:events'
import { get, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { createSandbox, type RealtimeOptions } from '@veza/sandbox'
import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { exactClient, plainClient, RawClient } from './raw-client.ts'

describe('served WebSockets', () => {
  test("work with Node's own WebSocket", async () => {
    await using running = await serveSandbox()
    const token = Buffer.from(running.apiKey).toString('base64url')
    const socket = new WebSocket(running.realtimeUrl, ['veza.v2', 'veza.v1', `veza.bearer.${token}`])
    const frames: { type: string; payload: Record<string, unknown> }[] = []
    const heard = Promise.withResolvers<void>()
    socket.onmessage = ({ data }) => {
      frames.push(JSON.parse(String(data)))
      if (frames.length === 4) heard.resolve()
    }
    await once(socket, 'open')
    expect(socket.protocol).toBe('veza.v2')
    const send = (type: string, payload: object) => socket.send(JSON.stringify({ type, payload }))
    send('subscribe', { room_id: 1 })
    send('message', { room_id: 1, content: 'Grüße 👋', client_id: 'c' })
    await heard.promise
    expect(frames.map(({ type }) => type)).toEqual(['hello', 'subscribed', 'message', 'ack'])
    expect(frames[2]?.payload['content']).toBe('Grüße 👋')
    const closed = once(socket, 'close')
    running.realtime.close({ code: 1013, reason: 'Slow consumer; retry_after_ms=1000' })
    expect((await closed)[0]).toMatchObject({ code: 1013, reason: 'Slow consumer; retry_after_ms=1000' })
    const guest = new WebSocket(`${running.realtimeUrl}?token=wrong`)
    expect((await once(guest, 'close'))[0]).toMatchObject({ code: 1008, reason: 'Invalid token' })
  })

  test('are at /ws and /v1/ws, and nowhere else', async () => {
    await using running = await serveSandbox()
    const open = async (path: string) => {
      using client = new RawClient(`${running.url.replace('http', 'ws')}${path}?token=${running.apiKey}`)
      return await client.opened
    }
    expect(await open('/ws')).toBe('')
    expect(await open('/v1/ws')).toBe('')
    expect(await open('/')).toContain('404')
    expect(await open('/ws/1')).toContain('404')
    expect((await fetch(`${running.url}/ws`)).status).toBe(404)
  })

  // Node.js can be told since 24.9.
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const cannotChoose = major < 24 || (major === 24 && minor < 9)

  test.skipIf(cannotChoose)('leave other upgrades alone: the request is answered', async () => {
    await using running = await serveSandbox()
    const headers = { authorization: `Bearer ${running.apiKey}`, connection: 'upgrade', upgrade: 'h2c' }
    const [response] = await once(get(`${running.baseUrl}/users/1`, { headers }), 'response')
    expect([response.statusCode, JSON.parse(await text(response))]).toMatchObject([200, { id: 1 }])
  })

  test('survive a handshake that is none', async () => {
    await using running = await serveSandbox()
    const headers = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '7' }
    const [response] = await once(request(`${running.url}/ws`, { headers }).end(), 'response')
    expect(response.statusCode).toBe(400)
    const gone = connect(Number(new URL(running.url).port), '127.0.0.1')
    gone.end('GET /other HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    gone.resume()
    await once(gone, 'close')
    using client = await exactClient(running)
    await client.settled()
  })

  test('are closed with the server, those that do not answer too', async () => {
    const running = await serveSandbox()
    using polite = await exactClient(running)
    using plain = await plainClient(running)
    using deaf = await exactClient(running)
    deaf.ws.pause()
    using silent = await exactClient(running)
    const { session } = (JSON.parse(silent.texts[0] as string) as { payload: { session: string } }).payload
    running.realtime.halfOpen({ session })
    await running.close()
    await running.close()
    for (const client of [polite, plain])
      expect(await client.ended).toEqual({ code: 1001, reason: 'Server is going away' })
    expect((await silent.ended).code).toBe(1006)
    expect(running.realtime.stats().connections).toBe(0)
    using late = new RawClient(running.realtimeUrl)
    expect(await late.opened).toContain('ECONNREFUSED')
  })

  test('have a limit of their own for what comes before a token is known to be good', async () => {
    await using running = await serveSandbox({ realtime: { maxPayload: 1000 } })
    using client = new RawClient(`${running.realtimeUrl}?token=${running.apiKey}`, ['veza.v2'])
    await client.opened
    client.send('ping', { text: 'x'.repeat(1000) })
    expect(await client.ended).toEqual({ code: 1009, reason: 'Frame too large' })
  })
})

describe('the options of WebSockets', () => {
  test.each<unknown>([
    7,
    null,
    { colour: 1 },
    { protocols: ['veza.v3'] },
    { protocols: 'veza.v1' },
    { heartbeatMs: 0 },
    { maxPayload: '1' },
    { maxPayload: Number.POSITIVE_INFINITY },
    { replayEvents: -1 },
  ])('are refused where they are wrong: %j', (realtime) => {
    expect(() => createSandbox({ realtime: realtime as RealtimeOptions })).toThrow(
      /option "realtime" is invalid. Write an object with some of protocols, heartbeatMs/,
    )
  })

  test('may be undefined, one by one', () => {
    createSandbox({ realtime: { heartbeatMs: undefined as never, replayEvents: 0 } })
  })
})

describe('issueKey', () => {
  test('gives a key of any user, with the permissions and the end that it is asked for', async () => {
    await using running = await serveSandbox()
    const { sandbox } = running
    const ask = async (key: string, path: string) =>
      (await fetch(`${running.baseUrl}${path}`, { headers: { authorization: `Bearer ${key}` } })).status
    const key = sandbox.issueKey({ userId: 2, permissions: ['read:users'] })
    expect([await ask(key, '/users/1'), await ask(key, '/streams')]).toEqual([200, 403])
    expect(await ask(sandbox.issueKey({ expiresAt: new Date(0) }), '/users/1')).toBe(401)
    const post = async (body: string) => {
      const response = await fetch(`${running.url}/_sandbox/keys`, { method: 'POST', body })
      return [response.status, await response.json()] as const
    }
    const [status, answer] = await post('{"userId":3,"expiresAt":"2100-01-01T00:00:00Z"}')
    expect([status, await ask((answer as { apiKey: string }).apiKey, '/streams')]).toEqual([201, 200])
    expect(await post('{"permissions":"read:users"}')).toMatchObject([
      400,
      { message: expect.stringMatching(/the permissions are/) },
    ])
    expect(await post('{"expiresAt":"soon"}')).toMatchObject([
      400,
      { message: expect.stringMatching(/expiresAt/) },
    ])
    expect((await post('null'))[0]).toBe(400)
    expect(() => sandbox.issueKey({ userId: 999 })).toThrow(/no user with this userId/)
    expect(() => sandbox.issueKey({ permissions: ['read:minds'] })).toThrow(/the permissions are read:users/)
    expect(() => sandbox.issueKey({ expiresAt: new Date(Number.NaN) })).toThrow(/expiresAt/)
  })
})

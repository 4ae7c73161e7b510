import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { exactClient, RawClient } from './raw-client.ts'

const base64Url = (text: string) => Buffer.from(text).toString('base64url')

describe('a token', () => {
  test.each([['veza.v1'], ['veza.v2']])('comes in five ways, in %s', async (protocol) => {
    await using running = await serveSandbox()
    const { apiKey, realtimeUrl } = running
    const issued = await fetch(`${running.baseUrl}/realtime/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}` },
    })
    const { ticket } = (await issued.json()) as { ticket: string }
    using header = new RawClient(realtimeUrl, [protocol], { headers: { authorization: `Bearer ${apiKey}` } })
    using offered = new RawClient(realtimeUrl, [protocol, `veza.bearer.${base64Url(apiKey)}`])
    using first = new RawClient(realtimeUrl, [protocol])
    using withTicket = new RawClient(`${realtimeUrl}?ticket=${ticket}`, [protocol])
    using query = new RawClient(`${realtimeUrl}?token=${apiKey}`, [protocol])
    await first.opened
    first.send('authenticate', { token: apiKey })
    for (const client of [header, offered, first, withTicket, query]) {
      expect(await client.opened).toBe(protocol)
      if (protocol === 'veza.v2') expect((await client.next()).type).toBe('hello')
      client.send('subscribe', { room_id: 1 })
      client.send('message', { room_id: 1, content: 'I am in' })
      expect((await client.nextOf('message')).payload).toMatchObject({ content: 'I am in', user_id: 1 })
    }
  })

  test('in a subprotocol may have any characters', async () => {
    await using running = await serveSandbox()
    using client = new RawClient(running.realtimeUrl, ['veza.v2', `veza.bearer.${base64Url('é_?>')}`])
    expect(await client.ended).toEqual({ code: 1008, reason: 'Invalid token' })
  })

  test('that is none closes the connection with 1008, after the upgrade', async () => {
    await using running = await serveSandbox()
    const { apiKey, realtimeUrl } = running
    const clients = [
      new RawClient(realtimeUrl),
      new RawClient(`${realtimeUrl}?token=`),
      new RawClient(`${realtimeUrl}?token=wrong`),
      new RawClient(`${realtimeUrl}?ticket=${apiKey}`),
      new RawClient(realtimeUrl, ['veza.v1'], { headers: { authorization: `Basic ${apiKey}` } }),
      new RawClient(realtimeUrl, ['veza.v2', 'veza.bearer.***']),
      // The header comes before the query.
      new RawClient(`${realtimeUrl}?token=${apiKey}`, [], { headers: { authorization: 'Bearer wrong' } }),
    ]
    for (const client of clients) {
      expect(await client.opened).toMatch(/^(veza\.v\d)?$/)
      expect(await client.ended).toEqual({ code: 1008, reason: 'Invalid token' })
      expect(client.texts).toEqual([])
    }
    expect(running.realtime.stats()).toMatchObject({ accepted: clients.length, connections: 0 })
  })

  test('that does not come, or not first, closes the connection', async () => {
    await using running = await serveSandbox({ realtime: { firstFrameMs: 1 } })
    using silent = new RawClient(running.realtimeUrl, ['veza.v2'])
    expect(await silent.ended).toEqual({ code: 4408, reason: 'No token came' })
    await using patient = await serveSandbox()
    for (const text of ['{"type":"subscribe","payload":{"room_id":1}}', 'hello', '{"type":"authenticate"}']) {
      using client = new RawClient(patient.realtimeUrl, ['veza.v2'])
      await client.opened
      client.ws.send(text)
      expect(await client.ended).toEqual({ code: 1008, reason: 'Invalid token' })
    }
    using wrong = new RawClient(patient.realtimeUrl, ['veza.v1'])
    await wrong.opened
    wrong.send('authenticate', { token: 'wrong' })
    expect(await wrong.ended).toEqual({ code: 1008, reason: 'Invalid token' })
  })

  test('in the first frame lets what follows it wait', async () => {
    await using running = await serveSandbox({ realtime: { maxPayload: 1000 } })
    using client = new RawClient(running.realtimeUrl, ['veza.v2'])
    await client.opened
    client.send('authenticate', { token: running.apiKey })
    client.send('subscribe', { room_id: 1 })
    client.send('ping', { n: 1 })
    expect((await client.take(3)).map(({ type }) => type)).toEqual(['hello', 'subscribed', 'pong'])
  })

  test('needs read:messages to connect, and write:messages to send', async () => {
    await using running = await serveSandbox()
    const { sandbox } = running
    const writer = sandbox.issueKey({ permissions: ['write:messages'] })
    using refused = new RawClient(`${running.realtimeUrl}?token=${writer}`, ['veza.v2'])
    expect(await refused.ended).toEqual({ code: 4403, reason: 'Forbidden' })
    const reader = sandbox.issueKey({ permissions: ['read:messages'] })
    const before = sandbox.stats().messages
    using exact = await exactClient(running, reader)
    exact.send('message', { room_id: 1, content: 'x', client_id: 'c' })
    expect(await exact.next()).toEqual({
      type: 'error',
      payload: { code: 'FORBIDDEN', message: 'Insufficient permissions', client_id: 'c', room_id: 1 },
    })
    using plain = new RawClient(`${running.realtimeUrl}?token=${reader}`)
    await plain.opened
    plain.send('message', { room_id: 1, content: 'x' })
    await plain.settled()
    expect(plain.texts).toEqual([])
    expect(sandbox.stats().messages).toBe(before)
  })
})

describe('a ticket', () => {
  test('is good for one connection, within 30 seconds', async () => {
    let time = Date.UTC(2026, 5, 1)
    await using running = await serveSandbox({ now: () => time })
    const issue = async (key = running.apiKey) => {
      const response = await fetch(`${running.baseUrl}/realtime/tickets`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
      })
      return (await response.json()) as { ticket: string; expires_at: string }
    }
    const issued = await issue()
    expect(issued.expires_at).toBe(new Date(time + 30_000).toISOString())
    const connect = (ticket: string) => new RawClient(`${running.realtimeUrl}?ticket=${ticket}`, ['veza.v2'])
    using once = connect(issued.ticket)
    expect((await once.next()).type).toBe('hello')
    expect(await connect(issued.ticket).ended).toMatchObject({ code: 1008 })
    const late = await issue()
    time += 30_000
    expect(await connect(late.ticket).ended).toMatchObject({ code: 1008 })
    // Whose key is gone by now gets in no more.
    const key = running.sandbox.issueKey()
    const orphan = await issue(key)
    await fetch(`${running.baseUrl}/auth/api-keys/2`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${running.apiKey}` },
    })
    expect(await connect(orphan.ticket).ended).toEqual({ code: 1008, reason: 'Invalid token' })
    expect(JSON.stringify(running.sandbox.requests())).not.toContain(running.apiKey)
  })
})

describe('a token that expires', () => {
  test('closes its connection, after a warning in veza.v2', async () => {
    await using running = await serveSandbox({ realtime: { tokenLifetimeMs: 150, expiryNoticeMs: 100 } })
    using exact = await exactClient(running)
    using plain = new RawClient(`${running.realtimeUrl}?token=${running.apiKey}`)
    const { type, payload } = await exact.next()
    expect(type).toBe('token_expiring')
    expect(payload['expires_in_ms']).toBeLessThanOrEqual(100)
    for (const client of [exact, plain])
      expect(await client.ended).toEqual({ code: 1008, reason: 'Token expired' })
    expect([plain.texts, exact.texts.length]).toEqual([[], 2])
  })

  test('can be replaced in time, by a good one of the same user', async () => {
    let time = Date.UTC(2026, 5, 1)
    await using running = await serveSandbox({ now: () => time, realtime: { heartbeatMs: 600_000 } })
    const { sandbox } = running
    using client = await exactClient(running, sandbox.issueKey({ expiresAt: new Date(time + 60_000) }))
    time += 31_000
    expect(await client.next()).toEqual({ type: 'token_expiring', payload: { expires_in_ms: 29_000 } })
    const refusal = { code: 'AUTH_TOKEN_INVALID', message: 'Invalid or expired token' }
    const reader = { permissions: ['write:messages'] }
    for (const token of ['wrong', sandbox.issueKey({ userId: 2 }), sandbox.issueKey(reader)]) {
      client.send('authenticate', { token })
      expect(await client.next()).toEqual({ type: 'error', payload: refusal })
    }
    client.send('authenticate', {})
    expect((await client.next()).payload).toMatchObject({ code: 'VALIDATION_ERROR' })
    client.send('authenticate', { token: sandbox.issueKey({ expiresAt: new Date(time + 90_000) }) })
    expect(await client.next()).toEqual({ type: 'authenticated', payload: {} })
    time += 61_000
    expect(await client.next()).toEqual({ type: 'token_expiring', payload: { expires_in_ms: 29_000 } })
    time += 29_000
    expect(await client.ended).toEqual({ code: 1008, reason: 'Token expired' })
  })

  test('because its key was revoked, or lost its permission, closes its connection', async () => {
    let time = Date.UTC(2026, 5, 1)
    await using running = await serveSandbox({ now: () => time })
    const key = running.sandbox.issueKey()
    using client = await exactClient(running, key)
    using other = await exactClient(running)
    await fetch(`${running.baseUrl}/auth/api-keys/2`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${running.apiKey}` },
    })
    time += 1000
    expect(await client.ended).toEqual({ code: 1008, reason: 'Token expired' })
    other.send('ping')
    expect((await other.next()).type).toBe('pong')
  })
})

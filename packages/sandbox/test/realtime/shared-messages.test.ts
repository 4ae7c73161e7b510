import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { exactClient, plainClient } from './raw-client.ts'

describe('messages', () => {
  test('that come, change and go over HTTP are told live, in both protocols', async () => {
    await using running = await serveSandbox()
    using exact = await exactClient(running)
    using plain = await plainClient(running)
    exact.send('subscribe', { room_id: 1 })
    plain.send('subscribe', { room_id: 1 })
    await plain.settled()
    await exact.nextOf('subscribed')
    const ask = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${running.baseUrl}/chat/messages${path}`, {
        method,
        headers: { authorization: `Bearer ${running.apiKey}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      return (response.status === 204 ? {} : await response.json()) as Record<string, unknown>
    }
    const sent = await ask('POST', '', {
      room_id: 1,
      content: 'Hello',
      message_type: 'image',
      metadata: { a: 1 },
      reply_to_id: 3,
    })
    const changed = await ask('PUT', `/${Number(sent['id'])}`, { content: 'Hello, all' })
    await ask('DELETE', `/${Number(sent['id'])}`)
    const live = ({ created_at, ...rest }: Record<string, unknown>) => ({
      ...rest,
      username: expect.stringMatching(/_1$/),
      timestamp: created_at,
    })
    const expected = [
      { type: 'message', payload: live(sent) },
      { type: 'message_updated', payload: { ...live(changed), updated_at: changed['updated_at'] } },
      { type: 'message_deleted', payload: { room_id: 1, id: sent['id'] } },
    ]
    expect(await plain.take(3)).toEqual(expected)
    const seq = expect.any(Number)
    expect(await exact.take(3)).toEqual(
      expected.map((event) => ({ ...event, epoch: expect.any(String), seq })),
    )
  })

  test('that come live are in the history, and are sent to webhooks', async () => {
    const hooked: string[] = []
    const send: typeof fetch = async (_, init) => {
      hooked.push(await new Response(init?.body).text())
      return new Response(null, { status: 204 })
    }
    await using running = await serveSandbox({ webhooks: { fetch: send } })
    const headers = { authorization: `Bearer ${running.apiKey}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ url: 'http://127.0.0.1:9/hook', events: ['message.sent'] })
    await fetch(`${running.baseUrl}/webhooks`, { method: 'POST', headers, body })
    using client = await exactClient(running)
    client.send('message', { room_id: 2, content: 'Live', client_id: 'c', metadata: { a: [1] } })
    const { payload: ack } = await client.nextOf('ack')
    const list = await fetch(`${running.baseUrl}/chat/messages?room_id=2&limit=1`, { headers })
    const { data } = (await list.json()) as { data: object[] }
    const stored = { id: ack['id'], content: 'Live', metadata: { a: [1] }, created_at: ack['timestamp'] }
    expect(data[0]).toMatchObject({
      ...stored,
      room_id: 2,
      message_type: 'text',
      reply_to_id: null,
      user_id: 1,
    })
    await running.sandbox.webhooksSettled()
    expect(hooked.map((text) => JSON.parse(text) as object)).toMatchObject([
      { type: 'message.sent', data: stored },
    ])
  })

  test('in a private room are for moderators alone, whichever way they are asked for', async () => {
    await using running = await serveSandbox()
    // User 1 is an administrator; who follows is drawn, and so looked for.
    const users = (await (
      await fetch(`${running.baseUrl}/users?limit=100`, {
        headers: { authorization: `Bearer ${running.apiKey}` },
      })
    ).json()) as { data: { id: number; roles: string[] }[] }
    const guest = users.data.find(({ roles }) => roles.length === 1)?.id as number
    const key = running.sandbox.issueKey({ userId: guest })
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const privateRoom = 5
    using root = await exactClient(running)
    root.send('subscribe', { room_id: privateRoom })
    expect((await root.next()).type).toBe('subscribed')
    root.send('message', { room_id: privateRoom, content: 'secret', client_id: 'c' })
    const { payload: ack } = await root.nextOf('ack')
    using client = await exactClient(running, key)
    for (const type of ['subscribe', 'message', 'typing']) {
      client.send(type, { room_id: privateRoom, content: 'x' })
      expect(await client.next()).toEqual({
        type: 'error',
        payload: { code: 'CHAT_ACCESS_DENIED', message: 'The room is private', room_id: privateRoom },
      })
    }
    const statuses = await Promise.all([
      fetch(`${running.baseUrl}/chat/messages?room_id=${privateRoom}`, { headers }),
      fetch(`${running.baseUrl}/chat/messages/${Number(ack['id'])}`, { method: 'DELETE', headers }),
      fetch(`${running.baseUrl}/chat/messages/${Number(ack['id'])}`, {
        method: 'PUT',
        headers,
        body: '{"content":"x"}',
      }),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([403, 403, 403])
    await root.settled()
    expect(root.rest()).toEqual([])
  })

  test('are not larger than a frame may be, and not nested deeper than can be written', async () => {
    await using running = await serveSandbox()
    using client = await exactClient(running)
    const nested = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) as object
    const refusals = [
      [{ content: 'x'.repeat(4001) }, 'CHAT_MESSAGE_TOO_LONG'],
      [{ metadata: nested(65) }, 'VALIDATION_ERROR'],
      [{ metadata: { a: 'x'.repeat(65_536) } }, 'VALIDATION_ERROR'],
    ] as const
    const headers = { authorization: `Bearer ${running.apiKey}`, 'content-type': 'application/json' }
    for (const [fields, code] of refusals) {
      const message = { room_id: 1, content: 'x', ...fields }
      client.send('message', { ...message, client_id: 'c' })
      expect((await client.next()).payload).toMatchObject({ code, client_id: 'c' })
      const response = await fetch(`${running.baseUrl}/chat/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify(message),
      })
      expect([response.status, await response.json()]).toMatchObject([422, { error_code: code }])
    }
    client.send('message', { room_id: 1, content: 'x'.repeat(4000), client_id: 'c', metadata: nested(64) })
    expect((await client.next()).type).toBe('ack')
  })
})

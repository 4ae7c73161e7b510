import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { exactClient, RawClient } from './raw-client.ts'

describe('veza.v2', () => {
  test('begins with a hello', async () => {
    await using running = await serveSandbox({
      realtime: { heartbeatMs: 9000, resumeWindowMs: 8000, maxPayload: 7000 },
    })
    using client = new RawClient(`${running.url.replace('http', 'ws')}/v1/ws?token=${running.apiKey}`, [
      'veza.v2',
      'veza.v1',
    ])
    expect(await client.next()).toEqual({
      type: 'hello',
      payload: {
        session: expect.stringMatching(/^ses_[a-z0-9]{16}$/),
        heartbeat_ms: 9000,
        resume_window_ms: 8000,
        max_payload: 7000,
        user_id: 1,
      },
    })
  })

  test('numbers the events of a room, and replays those that were missed', async () => {
    await using running = await serveSandbox()
    using alice = await exactClient(running)
    alice.send('subscribe', { room_id: 1 })
    const { payload: first } = await alice.next()
    expect(first).toMatchObject({ room_id: 1, replayed: 0 })
    for (const content of ['a', 'b', 'c']) alice.send('message', { room_id: 1, content, client_id: content })
    const came = await alice.take(6)
    expect(came.map(({ type }) => type)).toEqual(['message', 'ack', 'message', 'ack', 'message', 'ack'])
    const events = came.filter(({ type }) => type === 'message')
    const head = Number(first['head'])
    expect(events.map(({ seq }) => seq)).toEqual([head + 1, head + 2, head + 3])

    using bob = await exactClient(running)
    bob.send('subscribe', { room_id: 1, since: { epoch: first['epoch'], seq: head + 1 } })
    const { payload } = await bob.nextOf('subscribed')
    expect(payload).toMatchObject({ room_id: 1, epoch: first['epoch'], head: head + 3, replayed: 2 })
    expect(await bob.take(2)).toEqual(events.slice(1))
  })

  test('stores a message once, however often it is sent', async () => {
    await using running = await serveSandbox()
    using client = await exactClient(running)
    const before = running.sandbox.stats().messages
    for (let i = 0; i < 3; i++) client.send('message', { room_id: 1, content: 'once', client_id: 'c1' })
    const acks = await client.take(3)
    expect(new Set(acks.map((ack) => JSON.stringify(ack))).size).toBe(1)
    expect(running.sandbox.stats().messages).toBe(before + 1)
  })
})

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
    expect(first).toMatchObject({ room_id: 1, replayed: 0, last_message_id: 200 })
    for (const content of ['a', 'b', 'c']) alice.send('message', { room_id: 1, content, client_id: content })
    const came = await alice.take(6)
    expect(came.map(({ type }) => type)).toEqual(['message', 'ack', 'message', 'ack', 'message', 'ack'])
    const events = came.filter(({ type }) => type === 'message')
    const head = Number(first['head'])
    expect(events.map(({ seq }) => seq)).toEqual([head + 1, head + 2, head + 3])

    using bob = await exactClient(running)
    const { epoch } = first
    for (const seen of [0, 1, 2, 3]) {
      // Also to a room that is subscribed already.
      bob.send('subscribe', { room_id: 1, since: { epoch, seq: head + seen } })
      const { payload } = await bob.next()
      expect(payload).toMatchObject({ room_id: 1, epoch, head: head + 3, replayed: 3 - seen })
      expect(await bob.take(3 - seen)).toEqual(events.slice(seen))
    }
    alice.send('message', { room_id: 1, content: 'd' })
    expect((await bob.next()).seq).toBe(head + 4)
    await bob.settled()
    expect(bob.rest()).toEqual([])
  })

  test('says where it cannot replay: another epoch, a number that is yet to come, too many events', async () => {
    await using running = await serveSandbox({ realtime: { replayEvents: 2 } })
    using client = await exactClient(running)
    client.send('subscribe', { room_id: 1 })
    const { epoch } = (await client.next()).payload
    for (let i = 0; i < 4; i++) client.send('message', { room_id: 1, content: 'x' })
    await client.take(4)
    const head = 5
    for (const since of [
      { epoch: 'other', seq: head },
      { epoch, seq: head + 1 },
      { epoch, seq: head - 3 },
      { epoch, seq: 0 },
    ]) {
      client.send('subscribe', { room_id: 1, since })
      expect((await client.next()).payload).toMatchObject({ room_id: 1, epoch, head })
    }
    client.send('subscribe', { room_id: 1, since: { epoch, seq: head - 2 } })
    expect((await client.next()).payload).toMatchObject({ replayed: 2 })
    expect((await client.take(2)).map(({ seq }) => seq)).toEqual([head - 1, head])
    client.send('message', { room_id: 1, content: 'y' })
    expect((await client.next()).seq).toBe(head + 1)
  })

  test('replays for as long as it says', async () => {
    let time = Date.UTC(2026, 5, 1)
    await using running = await serveSandbox({ now: () => time, realtime: { resumeWindowMs: 1000 } })
    using client = await exactClient(running)
    client.send('subscribe', { room_id: 1 })
    const { epoch, head } = (await client.next()).payload
    client.send('message', { room_id: 1, content: 'x' })
    await client.next()
    const resumed = async (seq: number) => {
      client.send('subscribe', { room_id: 1, since: { epoch, seq } })
      const { replayed } = (await client.next()).payload
      await client.take(Number(replayed ?? 0))
      return replayed
    }
    time += 1000
    expect(await resumed(Number(head))).toBe(1)
    time += 1
    expect(await resumed(Number(head))).toBeUndefined()
    // Who has seen everything has missed nothing, however long ago that was.
    expect(await resumed(Number(head) + 1)).toBe(0)
  })

  test('replays ten thousand events in order to who takes them slowly, between those that happen', async () => {
    await using running = await serveSandbox({ realtime: { maxBufferedBytes: 200_000 } })
    using writer = await exactClient(running)
    writer.send('subscribe', { room_id: 1 })
    const { epoch } = (await writer.next()).payload
    const content = 'x'.repeat(1000)
    const before = 9000
    for (let i = 0; i < before; i++) writer.send('message', { room_id: 1, content })
    await writer.take(before)
    using reader = await exactClient(running)
    reader.send('subscribe', { room_id: 1, since: { epoch, seq: 1 } })
    expect((await reader.next()).payload).toMatchObject({ replayed: before })
    reader.ws.pause()
    for (let i = 0; i < 100; i++) writer.send('message', { room_id: 1, content: 'y' })
    await writer.take(100)
    reader.ws.resume()
    const numbers = (await reader.take(before + 100)).map(({ seq }) => seq)
    expect(numbers).toEqual(Array.from({ length: before + 100 }, (_, index) => index + 2))
  })

  test('stores a message once, however often it is sent, for each user', async () => {
    await using running = await serveSandbox()
    const { sandbox } = running
    const before = sandbox.stats().messages
    using client = await exactClient(running)
    using other = await exactClient(running, sandbox.issueKey({ userId: 2 }))
    const send = (content: string) => client.send('message', { room_id: 1, content, client_id: 'c1' })
    for (const content of ['once', 'once', 'or other']) send(content)
    const acks = await client.take(3)
    expect(new Set(acks.map((ack) => JSON.stringify(ack))).size).toBe(1)
    other.send('message', { room_id: 1, content: 'mine', client_id: 'c1' })
    expect((await other.next()).payload['id']).not.toBe(acks[0]?.payload['id'])
    expect(sandbox.messageContents().slice(before)).toEqual(['once', 'mine'])
    // Not even a restart lets it be stored again, nor its deletion.
    expect(running.realtime.restart()).toBe(2)
    await fetch(`${running.baseUrl}/chat/messages/${Number(acks[0]?.payload['id'])}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${running.apiKey}` },
    })
    using again = await exactClient(running)
    again.send('message', { room_id: 1, content: 'once', client_id: 'c1' })
    expect(await again.next()).toEqual(acks[0])
    expect(sandbox.messageContents().slice(before)).toEqual(['mine'])
  })

  test('refuses aloud, says what it is about, and goes on', async () => {
    await using running = await serveSandbox()
    using client = await exactClient(running)
    const refusals: readonly [type: string, payload: object, refusal: object][] = [
      ['subscribe', { room_id: 99 }, { code: 'CHAT_ROOM_NOT_FOUND', room_id: 99 }],
      ['subscribe', { room_id: '1' }, { code: 'VALIDATION_ERROR', message: 'room_id is a whole number' }],
      ['subscribe', { room_id: 2 ** 53 }, { code: 'VALIDATION_ERROR' }],
      ['subscribe', {}, { code: 'VALIDATION_ERROR' }],
      ['subscribe', { room_id: 1, since: { epoch: 'e' } }, { code: 'VALIDATION_ERROR', room_id: 1 }],
      ['subscribe', { room_id: 1, since: { epoch: 'e', seq: -1 } }, { code: 'VALIDATION_ERROR' }],
      ['subscribe', { room_id: 1, since: 7 }, { code: 'VALIDATION_ERROR' }],
      ['unsubscribe', { room_id: 1.5 }, { code: 'VALIDATION_ERROR' }],
      ['message', { room_id: 99, content: 'x' }, { code: 'CHAT_ROOM_NOT_FOUND', room_id: 99 }],
      ['message', { room_id: 1, content: '', client_id: 'c' }, { code: 'VALIDATION_ERROR', client_id: 'c' }],
      ['message', { room_id: 1, content: 'x', client_id: '' }, { code: 'VALIDATION_ERROR' }],
      ['message', { room_id: 1, content: 'x', client_id: 'c'.repeat(129) }, { code: 'VALIDATION_ERROR' }],
      ['message', { room_id: 1, content: 'x', metadata: [] }, { code: 'VALIDATION_ERROR' }],
    ]
    for (const [type, payload, refusal] of refusals) {
      client.send(type, payload)
      const frame = await client.next()
      expect([payload, frame]).toMatchObject([payload, { type: 'error', payload: refusal }])
    }
    client.send('unsubscribe', { room_id: 1 })
    expect(await client.next()).toEqual({ type: 'unsubscribed', payload: { room_id: 1 } })
  })

  test('answers pings with what they have', async () => {
    await using running = await serveSandbox()
    using client = await exactClient(running)
    client.send('ping', { n: 1, deep: { a: [null] } })
    expect(await client.next()).toEqual({ type: 'pong', payload: { n: 1, deep: { a: [null] } } })
    client.ws.send('{"type":"ping"}')
    client.send('pong')
    expect(await client.next()).toEqual({ type: 'pong', payload: {} })
    await client.settled()
    expect(running.realtime.stats().ignored).toBe(0)
  })

  test('closes who is silent for too long, and only those', async () => {
    let time = Date.UTC(2026, 5, 1)
    await using running = await serveSandbox({ now: () => time, realtime: { heartbeatMs: 1000 } })
    using silent = await exactClient(running)
    using pinging = await exactClient(running)
    using talking = await exactClient(running)
    using plain = new RawClient(`${running.realtimeUrl}?token=${running.apiKey}`)
    await plain.opened
    time += 1000
    await pinging.settled()
    talking.send('ping')
    await talking.next()
    time += 1
    expect(await silent.ended).toEqual({ code: 1001, reason: 'No heartbeat' })
    await plain.settled()
    await pinging.settled()
    await talking.settled()
    expect(running.realtime.stats().connections).toBe(3)
  })
})

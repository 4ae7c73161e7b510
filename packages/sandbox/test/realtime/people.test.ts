import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { exactClient, plainClient } from './raw-client.ts'

describe('people', () => {
  test('who come and go are told to the others, once for all their connections', async () => {
    await using running = await serveSandbox()
    using ada = await exactClient(running)
    ada.send('subscribe', { room_id: 1 })
    const { payload: subscribed } = await ada.next()
    // Her own coming is counted, and not sent to her.
    expect(subscribed).toMatchObject({ head: 1, replayed: 0 })
    const key = running.sandbox.issueKey({ userId: 2 })
    using first = await plainClient(running, key)
    using second = await plainClient(running, key)
    const who = {
      room_id: 1,
      user_id: 2,
      username: expect.stringMatching(/_2$/),
      timestamp: expect.any(String),
    }
    for (const client of [first, second]) {
      client.send('subscribe', { room_id: 1 })
      client.send('subscribe', { room_id: 1 })
      await client.settled()
    }
    expect(await ada.next()).toEqual({
      type: 'user_joined',
      payload: who,
      epoch: subscribed['epoch'],
      seq: 2,
    })
    first.ws.terminate()
    await first.ended
    second.send('unsubscribe', { room_id: 1 })
    second.send('unsubscribe', { room_id: 1 })
    await second.settled()
    expect(await ada.next()).toEqual({ type: 'user_left', payload: who, epoch: subscribed['epoch'], seq: 3 })
    await ada.settled()
    expect([...ada.rest(), ...first.rest(), ...second.rest()]).toEqual([])
  })

  test('who come back with their place get also what they caused themselves', async () => {
    await using running = await serveSandbox()
    using ada = await exactClient(running)
    ada.send('subscribe', { room_id: 1 })
    await ada.next()
    const key = running.sandbox.issueKey({ userId: 2 })
    using before = await exactClient(running, key)
    before.send('subscribe', { room_id: 1 })
    const { payload } = await before.next()
    before.ws.terminate()
    expect((await ada.take(2)).map(({ type }) => type)).toEqual(['user_joined', 'user_left'])
    using after = await exactClient(running, key)
    after.send('subscribe', { room_id: 1, since: { epoch: payload['epoch'], seq: payload['head'] } })
    const [again, left, joined] = await after.take(3)
    expect(again?.payload).toMatchObject({ replayed: 2, head: 4 })
    expect([left?.type, left?.seq, joined?.type, joined?.seq]).toEqual(['user_left', 3, 'user_joined', 4])
  })

  test('type and are away, which is told to the others and not kept', async () => {
    await using running = await serveSandbox()
    using exact = await exactClient(running)
    using plain = await plainClient(running)
    for (const client of [exact, plain]) {
      client.send('subscribe', { room_id: 1 })
      await client.settled()
    }
    exact.send('subscribe', { room_id: 2 })
    exact.send('typing', { room_id: 1 })
    exact.send('presence', { status: 'away' })
    const who = { room_id: 1, user_id: 1, username: expect.stringMatching(/_1$/) }
    expect(await plain.take(2)).toEqual([
      { type: 'typing', payload: who },
      { type: 'presence', payload: { ...who, status: 'away' } },
    ])
    plain.send('presence', { status: 'gone' })
    plain.send('typing', { room_id: 99 })
    plain.send('typing', { room_id: 1 })
    await exact.take(2)
    expect(await exact.next()).toEqual({ type: 'typing', payload: who })
    exact.send('presence', { status: 'gone' })
    expect((await exact.next()).payload).toMatchObject({ code: 'VALIDATION_ERROR' })
    exact.send('subscribe', { room_id: 1, since: { epoch: 'another', seq: 0 } })
    expect((await exact.next()).payload).toMatchObject({ head: 1 })
  })
})

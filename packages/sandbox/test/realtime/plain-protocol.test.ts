import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { plainClient, RawClient } from './raw-client.ts'

describe("the guide's protocol", () => {
  test('sends a message to everybody in the room, its sender included, with the fields of the guide', async () => {
    await using running = await serveSandbox()
    using alice = await plainClient(running)
    using bob = await plainClient(running)
    for (const client of [alice, bob]) {
      client.send('subscribe', { room_id: 2 })
      await client.settled()
    }
    alice.send('message', { room_id: 2, content: 'Hello from WebSocket!' })
    for (const client of [alice, bob]) {
      const { type, payload } = await client.next()
      expect(type).toBe('message')
      expect(payload).toMatchObject({
        room_id: 2,
        user_id: 1,
        username: expect.stringMatching(/_1$/),
        content: 'Hello from WebSocket!',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      })
    }
    expect(alice.texts).toEqual(bob.texts)
    bob.send('unsubscribe', { room_id: 2 })
    await bob.settled()
    alice.send('message', { room_id: 2, content: 'again' })
    await alice.next()
    await bob.settled()
    expect(bob.rest()).toEqual([])
  })

  test('chooses no subprotocol where none is offered, none where none is known, and the first that is', async () => {
    await using running = await serveSandbox()
    await using stock = await serveSandbox({ realtime: { protocols: [] } })
    const chosen = async (url: string, offered: string[]) => {
      using client = new RawClient(url, offered, { headers: { authorization: `Bearer ${running.apiKey}` } })
      return await client.opened
    }
    expect(await chosen(running.realtimeUrl, [])).toBe('')
    expect(await chosen(running.realtimeUrl, ['veza.v1'])).toBe('veza.v1')
    expect(await chosen(running.realtimeUrl, ['other', 'veza.v2', 'veza.v1'])).toBe('veza.v2')
    expect(await chosen(running.realtimeUrl, ['veza.v1', 'veza.v2'])).toBe('veza.v1')
    expect(await chosen(running.realtimeUrl, ['other'])).toBe('Server sent no subprotocol')
    expect(await chosen(stock.realtimeUrl, ['veza.v2'])).toBe('Server sent no subprotocol')
    expect(await chosen(stock.realtimeUrl, [])).toBe('')
  })
})

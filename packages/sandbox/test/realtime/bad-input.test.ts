import { serveSandbox } from '@veza/sandbox/node'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactClient, plainClient, type RawClient } from './raw-client.ts'

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

const noFrames: readonly string[] = [
  '',
  'hello',
  '{',
  '[]',
  '[{"type":"ping"}]',
  '7',
  'null',
  '"ping"',
  '{}',
  '{"type":7}',
  '{"type":null,"payload":{}}',
  '{"type":"subscribe","payload":7}',
  '{"type":"subscribe","payload":[1]}',
  '{"type":"subscribe","payload":null}',
  deep(10_000),
  `{"type":"ping","payload":{"a":${deep(10_000)}}}`,
  `{"type":"message","payload":{"room_id":1,"content":"x","metadata":{"a":${deep(10_000)}}}}`,
]

/** Frames whose type means nothing, or means something to objects. */
const unknownTypes = ['other', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'hello', '']

async function answersStill(client: RawClient): Promise<void> {
  client.send('subscribe', { room_id: 2 })
  client.send('message', { room_id: 2, content: 'still here' })
  for (;;) {
    const { type, payload } = await client.next()
    if (type === 'message' && payload['content'] === 'still here') return
  }
}

describe('bad input', () => {
  test('that is no frame is refused in veza.v2, ignored in the plain protocol, and counted', async () => {
    await using running = await serveSandbox()
    using exact = await exactClient(running)
    using plain = await plainClient(running)
    for (const text of noFrames) {
      exact.ws.send(text)
      plain.ws.send(text)
      expect(await exact.next()).toMatchObject({ type: 'error', payload: { code: 'VALIDATION_ERROR' } })
    }
    exact.ws.send(Buffer.from('{"type":"ping"}'))
    expect((await exact.next()).payload).toMatchObject({ code: 'VALIDATION_ERROR' })
    for (const type of unknownTypes) {
      exact.send(type, { room_id: 1 })
      plain.send(type, { room_id: 1 })
    }
    await plain.settled()
    await exact.settled()
    expect([...plain.rest(), ...exact.rest()]).toEqual([])
    const ignored = 2 * (noFrames.length + unknownTypes.length) + 1
    expect(running.realtime.stats()).toMatchObject({ ignored, connections: 2 })
    await answersStill(exact)
    await answersStill(plain)
  })

  test('with ids that are none is not taken for another id', async () => {
    await using running = await serveSandbox()
    const before = running.sandbox.stats().messages
    using plain = await plainClient(running)
    plain.send('subscribe', { room_id: 1 })
    for (const id of ['1', '"1"', '9007199254740993', '1e400', '1.5', '-1', '0', 'true', '[1]', '{}']) {
      if (id !== '1') plain.ws.send(`{"type":"message","payload":{"room_id":${id},"content":"x"}}`)
    }
    await plain.settled()
    expect(plain.texts).toEqual([])
    expect(running.sandbox.stats().messages).toBe(before)
  })

  test('with __proto__ changes no prototype', async () => {
    await using running = await serveSandbox()
    using client = await exactClient(running)
    client.ws.send('{"type":"subscribe","payload":{"__proto__":{"room_id":1}}}')
    expect((await client.next()).payload).toMatchObject({ code: 'VALIDATION_ERROR' })
    client.ws.send('{"type":"subscribe","payload":{"room_id":1}}')
    client.ws.send(
      '{"type":"message","payload":{"room_id":1,"content":"x","__proto__":{"user_id":7},"metadata":{"__proto__":{"polluted":1}}}}',
    )
    await client.nextOf('message')
    expect(client.texts.at(-1)).toContain('"metadata":{"__proto__":{"polluted":1}}')
    expect(client.texts.at(-1)).toContain('"user_id":1')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('that is too large closes with 1009', async () => {
    await using running = await serveSandbox()
    for (const client of [await exactClient(running), await plainClient(running)]) {
      client.ws.send('x'.repeat(2 * 1024 * 1024))
      expect(await client.ended).toEqual({ code: 1009, reason: 'Frame too large' })
    }
    using fits = await exactClient(running)
    fits.send('ping', { text: 'x'.repeat(1024 * 1024 - 100) })
    expect((await fits.next()).type).toBe('pong')
    expect(running.realtime.stats().connections).toBe(1)
  })

  test('of any kind never ends a connection, nor what others get', { timeout: 60_000 }, async () => {
    await using running = await serveSandbox()
    using watcher = await exactClient(running)
    const types = fc.constantFrom(
      'subscribe',
      'unsubscribe',
      'message',
      'typing',
      'presence',
      'authenticate',
      'ping',
      ...unknownTypes,
    )
    const value = fc.oneof(
      fc.jsonValue(),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom('1', 2 ** 53, -1, 'away', { epoch: 'e', seq: 1 }, { epoch: null, seq: {} }),
    )
    const key = fc.constantFrom(
      'room_id',
      'content',
      'client_id',
      'metadata',
      'since',
      'status',
      'token',
      '__proto__',
    )
    const frame = fc
      .record({ type: types, payload: fc.dictionary(key, value) }, { requiredKeys: [] })
      .map((made) => JSON.stringify(made))
    const data = fc.oneof({ weight: 5, arbitrary: frame }, fc.string(), fc.json(), fc.uint8Array())
    await fc.assert(
      fc.asyncProperty(fc.array(data, { maxLength: 30 }), fc.boolean(), async (list, isExact) => {
        using client = isExact ? await exactClient(running) : await plainClient(running)
        for (const item of list) client.ws.send(item)
        await answersStill(client)
      }),
      { numRuns: 150 },
    )
    await answersStill(watcher)
  })
})

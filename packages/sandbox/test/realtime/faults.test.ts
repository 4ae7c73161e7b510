import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { exactClient, plainClient, type RawClient } from './raw-client.ts'

async function inRoom(running: RunningSandbox, roomId = 1): Promise<RawClient> {
  const client = await exactClient(running)
  client.send('subscribe', { room_id: roomId })
  await client.settled()
  client.rest()
  return client
}

function sessionOf(client: RawClient): string {
  return (JSON.parse(client.texts[0] as string) as { payload: { session: string } }).payload.session
}

function say(client: RawClient, ...contents: readonly string[]): void {
  for (const content of contents) client.send('message', { room_id: 1, content })
}

async function hear(client: RawClient, count: number): Promise<unknown[]> {
  return (await client.take(count)).map(({ payload }) => payload['content'])
}

describe('faults on demand', () => {
  test('hit all connections, those in a room, or one', async () => {
    await using running = await serveSandbox()
    using first = await inRoom(running, 1)
    using second = await inRoom(running, 2)
    using third = await exactClient(running)
    const session = sessionOf(third)
    expect(running.realtime.cut({ room: 3 })).toBe(0)
    expect(running.realtime.cut({ room: 1, session })).toBe(0)
    expect(running.realtime.cut({ room: 1 })).toBe(1)
    expect(await first.ended).toEqual({ code: 1006, reason: '' })
    expect(running.realtime.close({ session, code: 4000, reason: 'so' })).toBe(1)
    expect(await third.ended).toEqual({ code: 4000, reason: 'so' })
    expect(running.realtime.cut()).toBe(1)
    await second.ended
    expect(running.realtime.stats()).toMatchObject({ accepted: 3, connections: 0 })
  })

  test('cut: the connection is reset, in the middle of a frame where that is asked for', async () => {
    await using running = await serveSandbox()
    for (const midFrame of [false, true]) {
      using client = await inRoom(running)
      const before = client.below.bytes
      running.realtime.cut({ midFrame })
      expect((await client.ended).code).toBe(1006)
      // A client on Node.js 22 that gets data and a reset at once takes it for an end.
      if (!midFrame) expect(client.below.error).toBe('ECONNRESET')
      expect([midFrame, client.below.bytes - before]).toEqual([midFrame, midFrame ? 52 : 0])
    }
  })

  test('close without a code: the connection ends without a close frame', async () => {
    await using running = await serveSandbox()
    using client = await inRoom(running)
    const before = client.below.bytes
    running.realtime.close()
    expect((await client.ended).code).toBe(1006)
    expect(client.below).toEqual({ bytes: before, error: '' })
  })

  test('half-open: what comes is swallowed, nothing is sent, and the connection stays', async () => {
    let time = Date.UTC(2026, 5, 1)
    await using running = await serveSandbox({ now: () => time })
    using silent = await inRoom(running)
    using other = await inRoom(running)
    const session = sessionOf(silent)
    running.realtime.halfOpen({ session })
    const before = running.sandbox.stats().messages
    say(silent, 'lost')
    silent.ws.ping()
    silent.ws.close()
    say(other, 'kept')
    await other.settled()
    expect(running.sandbox.messageContents().slice(before)).toEqual(['kept'])
    expect(silent.rest()).toEqual([])
    expect(silent.ws.readyState).toBe(silent.ws.CLOSING)
    // In the end the server has heard nothing for too long.
    time += 30_001
    await other.ended
    expect(running.realtime.stats().connections).toBe(0)
    expect(silent.ws.readyState).toBe(silent.ws.CLOSING)
  })

  test('duplicate: the next events come twice', async () => {
    await using running = await serveSandbox()
    using client = await inRoom(running)
    running.realtime.duplicate({ events: 2 })
    say(client, 'a', 'b', 'c')
    expect(await hear(client, 5)).toEqual(['a', 'a', 'b', 'b', 'c'])
    running.realtime.duplicate()
    say(client, 'd', 'e')
    expect(await hear(client, 3)).toEqual(['d', 'd', 'e'])
  })

  test('reorder: the next two events are swapped, and nothing else', async () => {
    await using running = await serveSandbox()
    using client = await inRoom(running)
    running.realtime.reorder({ pairs: 2 })
    say(client, 'a')
    client.send('ping')
    say(client, 'b', 'c', 'd', 'e', 'f')
    expect((await client.next()).type).toBe('pong')
    expect(await hear(client, 6)).toEqual(['b', 'a', 'd', 'c', 'e', 'f'])
    running.realtime.reorder()
    say(client, 'g')
    await client.settled()
    expect(client.rest()).toEqual([])
    // One that finds no second is sent in the end.
    running.realtime.clear()
    say(client, 'h')
    expect(await hear(client, 2)).toEqual(['g', 'h'])
  })

  test('delay: everything comes later, in order, until it is cleared', async () => {
    await using running = await serveSandbox()
    using client = await inRoom(running)
    running.realtime.delay({ ms: 200 })
    const before = performance.now()
    say(client, 'a', 'b')
    client.send('ping')
    client.ws.ping()
    const waiting = () => running.realtime.stats().bufferedBytes
    while (waiting() === 0) await new Promise(setImmediate)
    expect(client.rest()).toEqual([])
    running.realtime.clear()
    // What is sent now must not come before what was sent then.
    say(client, 'c')
    expect(await hear(client, 2)).toEqual(['a', 'b'])
    expect(performance.now() - before).toBeGreaterThan(190)
    expect((await client.next()).type).toBe('pong')
    expect(await hear(client, 1)).toEqual(['c'])
    await client.settled()
    running.realtime.delay({ ms: 60_000 })
    say(client, 'd')
    while (waiting() === 0) await new Promise(setImmediate)
  })

  test('restart: all connections end, epochs are new, events are gone and messages stay', async () => {
    await using running = await serveSandbox()
    for (const [before, graceful] of [true, false].entries()) {
      using client = await inRoom(running)
      using plain = await plainClient(running)
      client.send('message', { room_id: 1, content: 'before' })
      const { epoch, seq } = await client.nextOf('message')
      expect(running.realtime.restart({ graceful })).toBe(2)
      const end = graceful ? { code: 1012, reason: 'Restarting' } : { code: 1006, reason: '' }
      expect(await client.ended).toEqual(end)
      expect(await plain.ended).toEqual(end)
      expect(client.rest()).toEqual([])
      using again = await exactClient(running)
      again.send('subscribe', { room_id: 1, since: { epoch, seq } })
      const { payload } = await again.next()
      const last_message_id = 251 + before
      expect(payload).toEqual({ room_id: 1, epoch: expect.any(String), head: 1, last_message_id })
      expect(payload['epoch']).not.toBe(epoch)
      expect(running.sandbox.messageContents().at(-1)).toBe('before')
    }
  })

  test('expire-token: connections close with 1008, after a warning where there is time', async () => {
    await using running = await serveSandbox()
    using exact = await inRoom(running)
    using plain = await plainClient(running)
    running.realtime.expireToken()
    for (const client of [exact, plain])
      expect(await client.ended).toEqual({ code: 1008, reason: 'Token expired' })
    // The token itself is as good as before.
    using later = await inRoom(running)
    running.realtime.expireToken({ inMs: 5000 })
    expect((await later.next()).type).toBe('token_expiring')
    later.send('authenticate', { token: running.apiKey })
    expect((await later.next()).type).toBe('authenticated')
    running.realtime.expireToken({ inMs: 20 })
    expect((await later.next()).type).toBe('token_expiring')
    expect((await later.ended).code).toBe(1008)
  })

  test('goaway: those who can are asked to leave, and all are closed in the end', async () => {
    await using running = await serveSandbox()
    using exact = await inRoom(running)
    using plain = await plainClient(running)
    running.realtime.goaway({ retryAfterMs: 20, windowMs: 30 })
    expect(await exact.next()).toEqual({ type: 'goaway', payload: { retry_after_ms: 20, window_ms: 30 } })
    for (const client of [exact, plain])
      expect(await client.ended).toEqual({ code: 1001, reason: 'Server is going away' })
    expect(plain.texts).toEqual([])
    using other = await inRoom(running)
    running.realtime.goaway()
    expect((await other.next()).payload).toEqual({ retry_after_ms: 1000, window_ms: 5000 })
  })

  test('can be asked for from another process, which is told how many connections were hit', async () => {
    await using running = await serveSandbox()
    using client = await inRoom(running)
    const ask = async (body: string) => {
      const response = await fetch(`${running.url}/_sandbox/realtime/faults`, { method: 'POST', body })
      return [response.status, await response.json()]
    }
    expect(await ask('{"kind":"cut","room":2}')).toEqual([200, { hit: 0 }])
    expect(await ask('{"kind":"close","code":4001}')).toEqual([200, { hit: 1 }])
    expect((await client.ended).code).toBe(4001)
    expect(await ask('{"kind":"burn"}')).toEqual([400, { message: expect.stringContaining('cut, close') }])
    expect(await ask('{')).toEqual([400, { message: expect.any(String) }])
    const get = async (path: string) => (await fetch(`${running.url}/_sandbox/realtime/${path}`)).json()
    expect(await get('stats')).toEqual(running.realtime.stats())
    expect(await get('accepted')).toEqual(running.realtime.accepted())
    expect(running.realtime.accepted()).toHaveLength(1)
  })

  test.each([
    [undefined, /has a kind/],
    [null, /has a kind/],
    [{ kind: 'toString' }, /has a kind/],
    [{ kind: 'cut', when: 1 }, /has no "when"; it has room, session, midFrame/],
    [{ kind: 'cut', room: '1' }, /wrong "room"/],
    [{ kind: 'cut', session: 1 }, /wrong "session"/],
    [{ kind: 'cut', midFrame: 1 }, /wrong "midFrame"/],
    [{ kind: 'close', code: 1006 }, /wrong "code"/],
    [{ kind: 'close', code: 999 }, /wrong "code"/],
    [{ kind: 'close', code: 2000 }, /wrong "code"/],
    [{ kind: 'close', code: 5000 }, /wrong "code"/],
    [{ kind: 'close', code: 1000, reason: 'é'.repeat(62) }, /wrong "reason"/],
    [{ kind: 'close', reason: 'so' }, /only beside a code/],
    [{ kind: 'duplicate', events: 0 }, /wrong "events"/],
    [{ kind: 'reorder', pairs: 1.5 }, /wrong "pairs"/],
    [{ kind: 'delay' }, /needs ms/],
    [{ kind: 'delay', ms: -1 }, /wrong "ms"/],
    [{ kind: 'expire-token', inMs: Number.NaN }, /wrong "inMs"/],
    [{ kind: 'restart', room: 1 }, /has no "room"; it has graceful/],
  ])('are refused where they are none: %j', async (fault, complaint) => {
    await using running = await serveSandbox()
    using client = await exactClient(running)
    expect(() => running.realtime.fault(fault as never)).toThrow(complaint)
    await client.settled()
  })
})

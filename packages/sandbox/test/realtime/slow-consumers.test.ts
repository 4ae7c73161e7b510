import { once } from 'node:events'
import { connect } from 'node:net'
import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test, vi } from 'vitest'
import { exactClient, RawClient } from './raw-client.ts'

const content = 'x'.repeat(4000)

// They move megabytes, and others may be busy too.
vi.setConfig({ testTimeout: 90_000 })

describe('a client that does not read', () => {
  test('is closed with 1013 and a hint, and the others get everything', async () => {
    await using running = await serveSandbox({ realtime: { maxBufferedBytes: 100_000 } })
    using writer = await exactClient(running)
    writer.send('subscribe', { room_id: 1 })
    using slow = await exactClient(running)
    slow.send('subscribe', { room_id: 1 })
    await slow.settled()
    slow.ws.pause()
    let seen = 0
    while (running.realtime.stats().slowConsumers === 0 && seen < 10_000) {
      for (let i = 0; i < 50; i++) writer.send('message', { room_id: 1, content })
      for (let i = 0; i < 50; i++) await writer.nextOf('message')
      seen += 50
    }
    expect(seen).toBeLessThan(10_000)
    // What it is sent next it no longer gets, but the reason it does.
    writer.send('message', { room_id: 1, content: 'last' })
    expect((await writer.nextOf('message')).payload).toMatchObject({ content: 'last' })
    slow.ws.resume()
    expect(await slow.ended).toEqual({ code: 1013, reason: 'Slow consumer; retry_after_ms=1000' })
    expect(slow.texts.at(-1)).not.toContain('last')
    expect(running.realtime.stats()).toMatchObject({ connections: 1, slowConsumers: 1 })
  })

  test('costs no more than the limit, however much there is for it', async () => {
    await using running = await serveSandbox()
    const url = new URL(running.url)
    // A bare socket: what it does not read stays with the server.
    const socket = connect(Number(url.port), url.hostname)
    socket.write(
      `GET /ws?token=${running.apiKey} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    await once(socket, 'data')
    const subscribe = Buffer.from('{"type":"subscribe","payload":{"room_id":1}}')
    // Masked with zeros (RFC 6455, section 5.3).
    socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | subscribe.length, 0, 0, 0, 0]), subscribe]))
    using writer = new RawClient(running.realtimeUrl, ['veza.v2'], {
      headers: { authorization: `Bearer ${running.apiKey}` },
    })
    await writer.nextOf('hello')
    while (running.realtime.stats().framesIn === 0) await writer.settled()
    socket.pause()
    let most = 0
    const offered = 24
    for (let megabyte = 0; megabyte < offered; megabyte++) {
      for (let i = 0; i < 250; i++) writer.send('message', { room_id: 1, content })
      await writer.settled()
      most = Math.max(most, running.realtime.stats().bufferedBytes)
    }
    expect(most).toBeLessThan(1024 * 1024 + 5000)
    expect(running.realtime.stats()).toMatchObject({
      slowConsumers: 1,
      connections: 1,
      framesIn: 1 + 250 * offered,
    })
    socket.destroy()
  })

  test('is not listened to either while it sends, and gets everything once it reads', async () => {
    await using running = await serveSandbox()
    using client = await exactClient(running)
    client.send('subscribe', { room_id: 1 })
    await client.nextOf('subscribed')
    client.ws.pause()
    const messages = 4000
    for (let i = 0; i < messages; i++) client.send('message', { room_id: 1, content })
    let heard = -1
    while (heard !== running.realtime.stats().framesIn) {
      heard = running.realtime.stats().framesIn
      for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
    }
    expect(heard).toBeLessThan(messages)
    client.ws.resume()
    const numbers = (await client.take(messages)).map(({ seq }) => seq)
    expect(numbers).toEqual(Array.from({ length: messages }, (_, index) => index + 2))
    expect(running.realtime.stats().slowConsumers).toBe(0)
  })
})

test('a client that sends pings and does not read its pongs is not listened to', async () => {
  await using running = await serveSandbox()
  using client = await exactClient(running)
  client.ws.pause()
  const text = 'x'.repeat(125)
  let most = 0
  for (let round = 0; round < 60; round++) {
    for (let i = 0; i < 1000; i++) client.ws.ping(text)
    await new Promise(setImmediate)
    most = Math.max(most, running.realtime.stats().bufferedBytes)
  }
  expect(most).toBeLessThan(512 * 1024)
  client.ws.resume()
  await client.settled()
})

test('a client that says much at once makes nobody a slow consumer', async () => {
  await using running = await serveSandbox({ realtime: { maxBufferedBytes: 100_000 } })
  using writer = await exactClient(running)
  using reader = await exactClient(running)
  reader.send('subscribe', { room_id: 1 })
  await reader.nextOf('subscribed')
  const messages = 9000
  for (let i = 0; i < messages; i++) writer.send('message', { room_id: 1, content: content.slice(3000) })
  await reader.take(messages)
  expect(running.realtime.stats().slowConsumers).toBe(0)
})

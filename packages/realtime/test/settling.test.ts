import { expect, test } from 'vitest'
import { connect } from '../src/index.ts'
import { instantSocket } from './cycles/instant-socket.ts'
import { impatient, LiveSandbox } from './support/live-sandbox.ts'

test('subscribe() settles where unsubscribe() comes before the answer', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect()
  const subscribed = live.room(1).subscribe()
  live.room(1).unsubscribe()
  await expect(subscribed).rejects.toMatchObject({ name: 'AbortError', code: 'ABORTED' })
})

test('what is sent is what was there when send() was called', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect()
  const events = live.room(1).events()
  await live.room(1).subscribe()
  const metadata: Record<string, unknown> = { mood: 'good' }
  const sent = live.room(1).send({ content: 'Hello', metadata })
  metadata['mood'] = 'bad'
  await sent
  for await (const event of events) {
    if (event.type !== 'message') continue
    expect(event.message.metadata).toEqual({ mood: 'good' })
    break
  }
})

test('metadata that JSON cannot write is refused', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect()
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  for (const metadata of [circle, { many: 1n }]) {
    const sent = live.room(1).send({ content: 'Hello', metadata })
    await expect(sent).rejects.toMatchObject({ name: 'InvalidRequestError', code: 'INVALID_OPTION' })
  }
  expect(live.stats().queued).toEqual({ messages: 0, bytes: 0 })
})

test('close() settles while an authenticator that heeds no signal is waited for', async () => {
  await using sandbox = await LiveSandbox.serve()
  const asked = Promise.withResolvers<void>()
  let times = 0
  const live = await sandbox.connect({
    authenticator: {
      authenticate() {
        if (times++ === 0) return sandbox.authenticator.authenticate()
        asked.resolve()
        return new Promise(() => {})
      },
    },
  })
  sandbox.running.realtime.cut()
  await asked.promise
  expect(live.state).toBe('connecting')
  await live.close()
  expect(live.state).toBe('closed')
})

test('what is worth nothing later is not kept for a peer that does not read', async () => {
  const sent: string[] = []
  const buffered = { bytes: 0 }
  const live = await connect({
    ...impatient,
    url: 'ws://127.0.0.1/ws',
    socket(request, handlers) {
      const socket = instantSocket(request, handlers)
      return {
        get bufferedBytes() {
          return buffered.bytes
        },
        send(text, left) {
          sent.push(text)
          socket.send(text, left)
        },
        close: (code, reason) => socket.close(code, reason),
        terminate: () => socket.terminate(),
      }
    },
  })
  live.room(1).typing()
  buffered.bytes = 1024 * 1024
  live.room(1).typing()
  live.presence('away')
  expect(sent.filter((text) => /typing|presence/.test(text))).toHaveLength(1)
  await live.close()
})

test('a history that throws at once is a history that failed', async () => {
  await using sandbox = await LiveSandbox.serve({ realtime: { protocols: ['veza.v1'] } })
  const live = await sandbox.connect({
    history() {
      throw new Error('No history today')
    },
  })
  await live.room(1).subscribe()
  const gap = new Promise((resolve) => live.on('gap', resolve))
  sandbox.running.realtime.cut()
  expect(await gap).toMatchObject({ roomId: 1, reason: 'no-history' })
})

test('a message that a server of the guide never handled is not said to be sent', async () => {
  await using sandbox = await LiveSandbox.serve({ realtime: { protocols: [] } })
  const live = await sandbox.connect({ tokenIn: 'query' })
  await live.room(1).subscribe()
  expect(await live.room(1).send({ content: 'Hello' })).toMatchObject({ acknowledged: false })
  sandbox.running.realtime.halfOpen()
  const sent = expect(live.room(1).send({ content: 'Anybody?' })).rejects.toMatchObject({
    code: 'CONNECTION_RESET',
    outcomeUnknown: true,
  })
  sandbox.running.realtime.cut()
  await sent
  expect(sandbox.running.sandbox.messageContents()).not.toContain('Anybody?')
})

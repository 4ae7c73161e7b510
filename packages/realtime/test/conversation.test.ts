import type { ServeOptions } from '@veza/sandbox/node'
import { afterEach, describe, expect, test } from 'vitest'
import { LiveSandbox } from './support/live-sandbox.ts'
import { next } from './support/next.ts'

const disposables: AsyncDisposable[] = []

afterEach(async () => {
  for (const each of disposables.splice(0).reverse()) await each[Symbol.asyncDispose]()
})

async function serve(...args: Parameters<typeof LiveSandbox.serve>): Promise<LiveSandbox> {
  const served = await LiveSandbox.serve(...args)
  disposables.push(served)
  return served
}

const protocols: readonly (readonly [string, NonNullable<ServeOptions['realtime']>])[] = [
  ['veza.v2', {}],
  ['veza.v1', { protocols: ['veza.v1'] }],
  ['no subprotocol', { protocols: [] }],
]

describe.each(protocols)('a conversation with a server that speaks %s', (name, realtime) => {
  test('gives the messages of a room, typed', async () => {
    const sandbox = await serve({ realtime })
    const live = await sandbox.connect({ tokenIn: name === 'veza.v2' ? 'header' : 'query' })
    expect(live.state).toBe('ready')
    await live.room(1).subscribe()
    const message = next(live, 'message')
    const id = await sandbox.post(1, 'Hello')
    expect(await message).toMatchObject({
      type: 'message',
      roomId: 1,
      message: { id, content: 'Hello', roomId: 1 },
    })
    expect((await message).message.createdAt).toBeInstanceOf(Date)
  })

  test('sends messages that REST sees', async () => {
    const sandbox = await serve({ realtime })
    const live = await sandbox.connect()
    const events = live.room(2).events()
    await live.room(2).subscribe()
    const sent = await live.room(2).send({ content: 'From a socket' })
    expect(sent.acknowledged).toBe(name === 'veza.v2')
    const { value } = await events.next()
    expect(value).toMatchObject({ type: 'message', message: { content: 'From a socket' } })
    expect(sandbox.running.sandbox.messageContents()).toContain('From a socket')
    await events.return()
  })

  test('loses and doubles nothing over a cut', async () => {
    const sandbox = await serve({ realtime })
    const live = await sandbox.connect()
    await live.room(1).subscribe()
    const contents: string[] = []
    live.on('message', ({ message }) => contents.push(message.content))
    live.on('gap', ({ reason }) => contents.push(`gap: ${reason}`))
    await sandbox.post(1, 'one')
    const waiting = next(live, 'state', ({ state }) => state === 'waiting')
    // From now on: it may be back before the messages are posted.
    const ready = next(live, 'state', ({ state }) => state === 'ready')
    sandbox.running.realtime.cut()
    await waiting
    await sandbox.post(1, 'two')
    await sandbox.post(1, 'three')
    const last = next(live, 'message', ({ message }) => message.content === 'four')
    await ready
    await sandbox.post(1, 'four')
    await last
    expect(contents).toEqual(['one', 'two', 'three', 'four'])
  })

  test('fills the gap of a server that was started anew', async () => {
    const sandbox = await serve({ realtime })
    const live = await sandbox.connect()
    await live.room(1).subscribe()
    const contents: string[] = []
    live.on('message', ({ message }) => contents.push(message.content))
    live.on('gap', ({ reason }) => contents.push(`gap: ${reason}`))
    const waiting = next(live, 'state', ({ state }) => state === 'waiting')
    // From now on: it may be back before the messages are posted.
    const ready = next(live, 'state', ({ state }) => state === 'ready')
    sandbox.running.realtime.restart()
    await waiting
    const last = next(live, 'message', ({ message }) => message.content === 'two')
    await sandbox.post(1, 'one')
    await ready
    await sandbox.post(1, 'two')
    await last
    expect(contents).toEqual(['one', 'two'])
  })
})

import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test, vi } from 'vitest'
import { Veza } from '../src/index.ts'

describe('veza.realtime', () => {
  test('connects beside the base URL, with the credential of the client', async () => {
    await using running = await serveSandbox()
    const veza = new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl })
    await using live = await veza.realtime.connect()
    const events = live.room(1).events()
    await live.room(1).subscribe()
    const { id } = await veza.chat.messages.send({ roomId: 1, content: 'Hello' })
    expect((await events.next()).value).toMatchObject({
      type: 'message',
      roomId: 1,
      message: { id, userId: 1 },
    })
  })

  test('fills gaps by the REST API, as a server of the guide needs', async () => {
    await using running = await serveSandbox({ realtime: { protocols: [] } })
    const veza = new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl })
    await using live = await veza.realtime.connect({ reconnect: { firstDelayMs: 1 } })
    await live.room(1).subscribe()
    const contents: string[] = []
    const all = new Promise((resolve) => {
      live.on('message', ({ message }) => contents.push(message.content) === 2 && resolve(contents))
    })
    const waiting = new Promise((resolve) => live.once('state', resolve))
    running.realtime.cut()
    await waiting
    await veza.chat.messages.send({ roomId: 1, content: 'while away' })
    await veza.chat.messages.send({ roomId: 1, content: 'still' })
    expect(await all).toEqual(['while away', 'still'])
  })

  test('gets tickets by the REST API', async () => {
    await using running = await serveSandbox()
    const veza = new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl })
    await using live = await veza.realtime.connect({ tokenIn: 'ticket' })
    expect(live.state).toBe('ready')
    expect(running.sandbox.requests().map(({ path }) => path)).toContain('/v1/realtime/tickets')
  })

  test('connects to realtimeUrl, from the options or the environment', async () => {
    await using running = await serveSandbox()
    const elsewhere = { apiKey: running.apiKey, baseUrl: 'http://127.0.0.1:9/v1' }
    const given = new Veza({ ...elsewhere, realtimeUrl: running.realtimeUrl })
    await (await given.realtime.connect()).close()
    vi.stubEnv('VEZA_REALTIME_URL', running.realtimeUrl)
    await (await new Veza(elsewhere).realtime.connect()).close()
    vi.unstubAllEnvs()
    expect(running.realtime.stats().accepted).toBe(2)
  })

  test('refuses a second credential, and says where it belongs', async () => {
    const veza = new Veza({ apiKey: 'veza_test_1', baseUrl: 'http://127.0.0.1:9/v1' })
    await expect(veza.realtime.connect({ url: 'ws://127.0.0.1:9' } as never)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      remedy: 'Give it to new Veza().',
    })
  })
})

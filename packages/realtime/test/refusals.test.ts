import { ManualClock } from '@veza/resilience/testing'
import { expect, test } from 'vitest'
import { connect } from '../src/index.ts'
import { modelOptions } from './model/model-options.ts'
import type { ModelPeer } from './model/model-peer.ts'
import { ModelServer } from './model/model-server.ts'
import { LiveSandbox } from './support/live-sandbox.ts'

test('a room that is refused fails its subscription', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect()
  await expect(live.room(999_999).subscribe()).rejects.toMatchObject({ code: 'CHAT_ROOM_NOT_FOUND' })
})

test('what is refused about a room that is subscribed does not end the subscription', async () => {
  const [server, clock] = [new ModelServer(), new ManualClock()]
  const arrive = (peer: ModelPeer) => {
    while (peer.inbound.length + peer.waiting > 0) {
      server.serve(peer)
      peer.deliver()
    }
  }
  const connecting = connect(modelOptions(server, clock))
  await clock.advance(0)
  const peer = server.current
  if (peer === undefined) throw new Error('Nobody connects')
  server.accept(peer, true)
  arrive(peer)
  const live = await connecting
  const [contents, errors]: [string[], string[]] = [[], []]
  live.on('message', ({ message }) => contents.push(message.content))
  live.on('error', ({ error }) => errors.push(error.code))
  const subscribed = live.room(1).subscribe()
  arrive(peer)
  await subscribed
  live.room(1).typing()
  peer.say({ type: 'error', payload: { code: 'RATE_LIMIT_EXCEEDED', message: 'Too fast', room_id: 1 } })
  server.post(1, 'Still here')
  arrive(peer)
  expect(errors).toEqual(['RATE_LIMIT_EXCEEDED'])
  expect(contents).toEqual(['Still here'])
  const closing = live.close()
  arrive(peer)
  await closing
})

import { createLiveStreamModel, updateLiveStreamModel } from '@veza/protocol'
import { codedFailure } from './api-failure.ts'
import { filtered, listAnswer } from './list-answer.ts'
import { readBody } from './read-body.ts'
import { idIn, type Route, timestamp } from './route.ts'
import { streamEvent } from './stream-event.ts'

/** Live streams (guide: "Gestion des Streams"). */
export const streams: readonly Route[] = [
  {
    method: 'GET',
    path: '/streams',
    permission: 'read:streams',
    handle: (c, { store }) =>
      listAnswer(c, filtered(c, store.streams.all(), 'status', 'category', 'user_id')),
  },
  {
    method: 'GET',
    path: '/streams/:id',
    permission: 'read:streams',
    handle: (c, { store }) => c.json(store.streams.get(idIn(c)) ?? notFound()),
  },
  {
    method: 'POST',
    path: '/streams',
    permission: 'write:streams',
    handle(c, platform) {
      const fields = readBody(c, platform, createLiveStreamModel)
      const created = timestamp(platform)
      const stream = platform.store.streams.insert({
        description: '',
        category: null,
        visibility: 'public',
        ...fields,
        user_id: c.get('key').userId,
        status: 'scheduled',
        created_at: created,
        updated_at: created,
      })
      return c.json(stream, 201)
    },
  },
  {
    method: 'PUT',
    path: '/streams/:id',
    permission: 'write:streams',
    handle(c, platform) {
      const fields = readBody(c, platform, updateLiveStreamModel)
      const { streams } = platform.store
      const before = streams.get(idIn(c)) ?? notFound()
      const stream = streams.update(before.id, { ...fields, updated_at: timestamp(platform) }) ?? notFound()
      const event = streamEvent(before['status'], stream['status'])
      if (event !== undefined) platform.webhooks.sender.publish(event, stream)
      return c.json(stream)
    },
  },
  {
    method: 'DELETE',
    path: '/streams/:id',
    permission: 'write:streams',
    handle: (c, { store }) => (store.streams.delete(idIn(c)) ? c.body(null, 204) : notFound()),
  },
]

function notFound(): never {
  throw codedFailure(404, 'STREAM_NOT_FOUND', 'There is no such stream')
}

import { sendMessageModel, updateMessageModel } from '@veza/protocol'
import type { Context } from 'hono'
import { addMessage } from '../data/store.ts'
import { codedFailure, guideFailure } from './api-failure.ts'
import { filtered, listAnswer, pageLimit, wholeNumber } from './list-answer.ts'
import { readBody } from './read-body.ts'
import { type Env, idIn, type Platform, type Route, timestamp } from './route.ts'

const longestContent = 4000

/** Rooms and messages (guide: "API REST", `/chat`). */
export const chat: readonly Route[] = [
  {
    method: 'GET',
    path: '/chat/rooms',
    permission: 'read:messages',
    handle: (c, { store }) => listAnswer(c, filtered(c, store.rooms.all(), 'type')),
  },
  {
    method: 'GET',
    path: '/chat/rooms/:id/messages',
    permission: 'read:messages',
    handle: (c, platform) => messagesOf(c, platform, idIn(c)),
  },
  {
    method: 'GET',
    path: '/chat/messages',
    permission: 'read:messages',
    handle: (c, platform) => messagesOf(c, platform, wholeNumber(c, 'room_id', 0, Number.MAX_SAFE_INTEGER)),
  },
  {
    method: 'POST',
    path: '/chat/messages',
    permission: 'write:messages',
    handle(c, platform) {
      const fields = readBody(c, platform, sendMessageModel)
      const { store } = platform
      if (store.rooms.get(Number(fields['room_id'])) === undefined) noRoom()
      refuseLong(fields['content'])
      const replyTo = fields['reply_to_id'] ?? null
      if (replyTo !== null && store.messages.get(Number(replyTo)) === undefined) noMessage()
      const message = addMessage(store, {
        message_type: 'text',
        metadata: {},
        ...fields,
        room_id: Number(fields['room_id']),
        reply_to_id: replyTo,
        user_id: c.get('key').userId,
        created_at: timestamp(platform),
      })
      platform.webhooks.sender.publish('message.sent', message)
      return c.json(message, 201)
    },
  },
  {
    method: 'PUT',
    path: '/chat/messages/:id',
    permission: 'write:messages',
    handle(c, platform) {
      const fields = readBody(c, platform, updateMessageModel)
      refuseLong(fields['content'])
      const changed = { ...fields, updated_at: timestamp(platform) }
      return c.json(platform.store.messages.update(idIn(c), changed) ?? noMessage())
    },
  },
  {
    method: 'DELETE',
    path: '/chat/messages/:id',
    permission: 'write:messages',
    handle: (c, { store }) => (store.messages.delete(idIn(c)) ? c.body(null, 204) : noMessage()),
  },
]

/** Newest first, as a chat is read. */
function messagesOf(c: Context<Env>, { store }: Platform, roomId: number): Response {
  if (store.rooms.get(roomId) === undefined) noRoom()
  const limit = pageLimit(c)
  const before = wholeNumber(c, 'before_id', Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER)
  const ids = store.messageIds.get(roomId) ?? []
  const data = []
  for (let i = ids.length - 1; i >= 0 && data.length <= limit; i--) {
    const id = ids[i] as number
    const message = id < before ? store.messages.get(id) : undefined
    if (message !== undefined) data.push(message)
  }
  return c.json({ data: data.slice(0, limit), meta: { limit, has_more: data.length > limit } })
}

function refuseLong(content: unknown): void {
  if (typeof content !== 'string' || content.length <= longestContent) return
  throw codedFailure(422, 'CHAT_MESSAGE_TOO_LONG', `A message has at most ${longestContent} characters`)
}

function noRoom(): never {
  throw codedFailure(404, 'CHAT_ROOM_NOT_FOUND', 'There is no such room')
}

function noMessage(): never {
  throw guideFailure(404)
}

import { sendMessageModel, updateMessageModel } from '@veza/protocol'
import type { Context } from 'hono'
import { filtered, listAnswer, pageLimit, wholeNumber } from './list-answer.ts'
import { readBody } from './read-body.ts'
import { type Env, idIn, type Platform, type Route } from './route.ts'

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
      const roomId = Number(fields['room_id'])
      const content = String(fields['content'])
      return c.json(platform.chat.post(c.get('key').userId, { ...fields, room_id: roomId, content }), 201)
    },
  },
  {
    method: 'PUT',
    path: '/chat/messages/:id',
    permission: 'write:messages',
    handle: (c, platform) =>
      c.json(platform.chat.change(c.get('key').userId, idIn(c), readBody(c, platform, updateMessageModel))),
  },
  {
    method: 'DELETE',
    path: '/chat/messages/:id',
    permission: 'write:messages',
    handle(c, { chat }) {
      chat.delete(c.get('key').userId, idIn(c))
      return c.body(null, 204)
    },
  },
]

/** Newest first, as a chat is read. */
function messagesOf(c: Context<Env>, { chat, store }: Platform, roomId: number): Response {
  chat.room(c.get('key').userId, roomId)
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

import type { Operation } from '../operation.ts'
import { beforeQuery, idFilter, pageQuery, textFilter } from '../parameters.ts'

const tag = 'Chat'

/** Operations on rooms and messages. */
export const chatOperations: readonly Operation[] = [
  {
    id: 'listRooms',
    method: 'GET',
    path: '/chat/rooms',
    tag,
    summary: 'Lists chat rooms.',
    permission: 'read:messages',
    query: { ...pageQuery, type: textFilter('Only rooms of this type.') },
    answer: { status: 200, list: 'Room', paging: 'page' },
  },
  {
    id: 'listRoomMessages',
    method: 'GET',
    path: '/chat/rooms/{id}/messages',
    tag,
    summary: 'Lists the messages of a room, newest first.',
    permission: 'read:messages',
    query: beforeQuery,
    answer: { status: 200, list: 'Message', paging: 'cursor' },
  },
  {
    id: 'listMessages',
    method: 'GET',
    path: '/chat/messages',
    tag,
    summary: 'Lists the messages of a room, newest first.',
    permission: 'read:messages',
    query: { room_id: { ...idFilter('Which room.'), required: true }, ...beforeQuery },
    answer: { status: 200, list: 'Message', paging: 'cursor' },
    failures: [404],
  },
  {
    id: 'sendMessage',
    method: 'POST',
    path: '/chat/messages',
    tag,
    summary: 'Sends a message.',
    permission: 'write:messages',
    body: 'SendMessage',
    answer: { status: 201, one: 'Message' },
    failures: [404],
  },
  {
    id: 'updateMessage',
    method: 'PUT',
    path: '/chat/messages/{id}',
    tag,
    summary: 'Changes a message.',
    permission: 'write:messages',
    body: 'UpdateMessage',
    answer: { status: 200, one: 'Message' },
  },
  {
    id: 'deleteMessage',
    method: 'DELETE',
    path: '/chat/messages/{id}',
    tag,
    summary: 'Deletes a message.',
    permission: 'write:messages',
    answer: { status: 204 },
  },
]

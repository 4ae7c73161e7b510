import type { Call, CallOptions, Http, Pages } from '@veza/http'
import {
  type Message,
  messageModel,
  type SendMessage,
  sendMessageModel,
  type UpdateMessage,
  updateMessageModel,
} from '@veza/protocol'
import { type PagedOptions, wholeNumberFrom } from './list-options.ts'
import { type List, pages } from './paged.ts'

/** Which messages to list. */
export interface ListMessages extends PagedOptions {
  /** The room whose messages to list. */
  readonly roomId: number
  /** Only messages older than this one. @defaultValue begins with the newest */
  readonly beforeId?: number
}

const list: Omit<List<Message>, 'params'> = {
  name: 'chat.messages.list()',
  model: messageModel,
  path: '/chat/rooms/{roomId}/messages',
  filters: {},
}

/**
 * Messages in rooms (guide: "Envoi de Messages", `/chat/messages`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * const question = await veza.chat.messages.send({ roomId: 1, content: 'Who is next?', metadata: { source: 'bot' } })
 * await veza.chat.messages.send({ roomId: 1, content: 'Ada', replyToId: question.id })
 * for await (const message of veza.chat.messages.list({ roomId: 1, limit: 20 })) console.log(message.content)
 * ```
 */
export class Messages {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  /** Lists a room's messages, newest first. Needs `read:messages`. @throws {@link NotFoundError} */
  list(given: ListMessages): Pages<Message> {
    // What is no object has no room either, and that is said when the list is read.
    const { roomId, ...options } = (given ?? {}) as ListMessages
    return pages(this.#http, { ...list, params: { roomId } }, options, {
      option: 'beforeId',
      check: wholeNumberFrom(1),
      first: options.beforeId,
      next: ({ items }) => items.reduce((oldest, { id }) => Math.min(oldest, id), Number.POSITIVE_INFINITY),
    })
  }

  /**
   * Sends a message. Needs `write:messages`. Never sent twice: see `idempotencyKeys`.
   *
   * @throws {@link NotFoundError} `CHAT_ROOM_NOT_FOUND`
   */
  send(message: SendMessage, options?: CallOptions): Call<Message> {
    const spec = { method: 'POST', path: '/chat/messages', bodyModel: sendMessageModel } as const
    return this.#http.one(messageModel, { ...spec, body: withDefaults(message) }, options)
  }

  /** Changes a message. Needs `write:messages`. @throws {@link NotFoundError} */
  update(id: number, changes: UpdateMessage, options?: CallOptions): Call<Message> {
    const spec = { method: 'PUT', path: '/chat/messages/{id}', params: { id } } as const
    return this.#http.one(messageModel, { ...spec, body: changes, bodyModel: updateMessageModel }, options)
  }

  /** Deletes a message. Needs `write:messages`. @throws {@link NotFoundError} */
  delete(id: number, options?: CallOptions): Call<void> {
    return this.#http.nothing({ method: 'DELETE', path: '/chat/messages/{id}', params: { id } }, options)
  }
}

/** What is no message stays as it is, and is refused where it should be sent. */
function withDefaults(message: SendMessage): SendMessage {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return message
  return { type: 'text', metadata: {}, replyToId: null, ...message }
}

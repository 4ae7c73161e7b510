import type { Http } from '@veza/http'
import { Messages } from './messages.ts'
import { Rooms } from './rooms.ts'

/**
 * Rooms and their messages (guide: "API REST", `/chat`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * for await (const room of veza.chat.rooms.list()) console.log(room.id, room.name)
 * await veza.chat.messages.send({ roomId: 1, content: 'Hello' })
 * ```
 */
export class Chat {
  readonly rooms: Rooms
  readonly messages: Messages

  constructor(http: Http) {
    this.rooms = new Rooms(http)
    this.messages = new Messages(http)
  }
}

import type { Http } from '@veza/http'
import { Messages } from './messages.ts'
import { Rooms } from './rooms.ts'

/** Rooms and their messages (guide: "API REST", `/chat`). */
export class Chat {
  readonly rooms: Rooms
  readonly messages: Messages

  constructor(http: Http) {
    this.rooms = new Rooms(http)
    this.messages = new Messages(http)
  }
}

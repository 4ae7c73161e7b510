import type { Http, Pages } from '@veza/http'
import { type Room, roomModel } from '@veza/protocol'
import { type Checks, isA } from '@veza/resilience/options'
import type { ListOptions } from './list-options.ts'
import { type List, numberedPages } from './paged.ts'

/** Which rooms to list. */
export interface ListRooms extends ListOptions {
  /** Only rooms of this type. */
  readonly type?: Exclude<Room['type'], undefined>
}

const filters: Checks<Omit<ListRooms, keyof ListOptions>> = { type: isA('string') }
const list: List<Room> = { name: 'chat.rooms.list()', model: roomModel, path: '/chat/rooms', filters }

/**
 * Chat rooms (guide: "API REST", `/chat/rooms`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * console.log(await veza.chat.rooms.list({ type: 'public' }).toArray())
 * ```
 */
export class Rooms {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  /** Lists the rooms the caller may see. Needs `read:messages`. */
  list(options: ListRooms = {}): Pages<Room> {
    return numberedPages(this.#http, list, options)
  }
}

import type { ModelServer } from './model-server.ts'

/** What one subscription to a room was given, and what it is owed. */
export class RoomLedger {
  readonly roomId: number
  readonly #server: ModelServer
  readonly #inOrder: boolean
  readonly #came = new Set<number>()
  #last = 0
  /** The number of messages that the room had when the subscription was confirmed. */
  #owedFrom: number | undefined

  /** @param inOrder - whether an older message may not come after a newer one. */
  constructor(roomId: number, server: ModelServer, inOrder: boolean) {
    this.roomId = roomId
    this.#inOrder = inOrder
    this.#server = server
  }

  /** The subscription is confirmed: whatever is said from now on has to come. */
  confirmed(): void {
    this.#owedFrom ??= this.#server.ids(this.roomId).length
  }

  /** @throws Error where the message came before, or a later one did. */
  add(id: number | undefined): void {
    const early = this.#inOrder && Number(id) < this.#last
    if (id === undefined || early || this.#came.has(id))
      throw new Error(`Message ${id} came after ${this.#last}`)
    this.#came.add(id)
    this.#last = Math.max(this.#last, id)
  }

  /** @throws Error where a message is missing. @param toTheEnd - whether all there are should be there by now. */
  check(toTheEnd: boolean): void {
    if (this.#owedFrom === undefined) return
    const owed = this.#server.ids(this.roomId).slice(this.#owedFrom)
    const missing = owed.filter((id) => !this.#came.has(id) && (toTheEnd || id < this.#last))
    if (missing.length > 0) throw new Error(`Room ${this.roomId} lacks ${missing.join(', ')}`)
  }
}

import type { ModelServer } from './model-server.ts'

/** What one subscription to a room was given, and what it is owed. */
export class RoomLedger {
  readonly roomId: number
  readonly #server: ModelServer
  readonly #came: number[] = []
  /** The number of messages that the room had when the subscription was confirmed. */
  #owedFrom: number | undefined

  constructor(roomId: number, server: ModelServer) {
    this.roomId = roomId
    this.#server = server
  }

  /** The subscription is confirmed: whatever is said from now on has to come. */
  confirmed(): void {
    this.#owedFrom ??= this.#server.ids(this.roomId).length
  }

  /** @throws Error where the message came before, or a later one did. */
  add(id: number | undefined): void {
    const last = this.#came.at(-1) ?? 0
    if (id === undefined || id <= last) throw new Error(`Message ${id} came after ${last}`)
    this.#came.push(id)
  }

  /** @throws Error where a message is missing. @param toTheEnd - whether all there are should be there by now. */
  check(toTheEnd: boolean): void {
    if (this.#owedFrom === undefined) return
    const last = this.#came.at(-1) ?? 0
    const came = new Set(this.#came)
    const owed = this.#server.ids(this.roomId).slice(this.#owedFrom)
    const missing = owed.filter((id) => !came.has(id) && (toTheEnd || id < last))
    if (missing.length > 0) throw new Error(`Room ${this.roomId} lacks ${missing.join(', ')}`)
  }
}

import type { RoomMessage } from '@veza/protocol/realtime'

const remembered = 2048

/**
 * The messages of one room that were given out: by their ids where the server sends any, else by who wrote what when.
 * Forgets the oldest; what is older than all that are remembered counts as seen.
 */
export class SeenMessages {
  readonly #keys = new Set<number | string>()
  #floor = 0
  #newest: number | undefined
  #withoutIds = false
  #withIds = false

  /** The newest id that was seen; `undefined` before the first. */
  get newest(): number | undefined {
    return this.#newest
  }

  /** How many are remembered. */
  get size(): number {
    return this.#keys.size
  }

  /** Messages up to this one are none of ours: they were there before. */
  startAfter(id: number): void {
    this.#floor = Math.max(this.#floor, id)
    this.#newest = Math.max(this.#newest ?? 0, id)
  }

  has(message: RoomMessage): boolean {
    const { id } = message
    if (id !== undefined && (id <= this.#floor || this.#keys.has(id))) return true
    return (id === undefined || this.#withoutIds) && this.#keys.has(fingerprint(message))
  }

  /**
   * Whether it was not seen; now it is.
   *
   * @param fromHistory - it has an id, also where the same message comes live without one.
   */
  isNew(message: RoomMessage, fromHistory = false): boolean {
    if (this.has(message)) return false
    this.#add(message, fromHistory)
    return true
  }

  #add(message: RoomMessage, fromHistory: boolean): void {
    const { id } = message
    this.#withoutIds ||= id === undefined
    this.#withIds ||= id !== undefined && !fromHistory
    if (id !== undefined) this.#keys.add(id)
    if (!this.#withIds) this.#keys.add(fingerprint(message))
    if (id !== undefined && !(id <= (this.#newest ?? 0))) this.#newest = id
    while (this.#keys.size > remembered) this.#forgetOldest()
  }

  #forgetOldest(): void {
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest)
      if (typeof oldest === 'number' && oldest > this.#floor) this.#floor = oldest
      return
    }
  }
}

function fingerprint({ userId, createdAt, content }: RoomMessage): string {
  return `${userId} ${Number(createdAt)} ${content}`
}

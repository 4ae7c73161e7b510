import type { RoomMessage } from '@veza/protocol/realtime'

const remembered = 2048

/**
 * The messages of one room that were given out: by their ids where the server sends any, else by who wrote what when.
 * Forgets the oldest; what is older than all that are remembered counts as seen.
 */
export class SeenMessages {
  /** The ids that are remembered; once there are as many as there may be, the oldest is at `#oldest`. */
  readonly #ids: number[] = []
  #oldest = 0
  /** Where messages come live without an id; two generations, so that none is to be removed alone. */
  #texts: Set<string> | undefined
  #olderTexts: Set<string> | undefined
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
    return this.#ids.length + (this.#texts?.size ?? 0) + (this.#olderTexts?.size ?? 0)
  }

  /** Messages up to this one are none of ours: they were there before. */
  startAfter(id: number): void {
    this.#floor = Math.max(this.#floor, id)
    this.#newest = Math.max(this.#newest ?? 0, id)
  }

  has(message: RoomMessage): boolean {
    const { id } = message
    // Most are newer than all others: nothing is to be looked up for them.
    if (id !== undefined && id <= (this.#newest ?? 0) && (id <= this.#floor || this.#ids.includes(id)))
      return true
    return (id === undefined || this.#withoutIds) && this.#hasText(fingerprint(message))
  }

  /**
   * Whether it was not seen; now it is.
   *
   * @param fromHistory - it has an id, also where the same message comes live without one.
   */
  isNew(message: RoomMessage, fromHistory = false): boolean {
    if (this.has(message)) return false
    const { id } = message
    if (id === undefined) this.#withoutIds = true
    else this.#addId(id)
    if (id !== undefined && !fromHistory) this.#withIds = true
    if (!this.#withIds) this.#addText(fingerprint(message))
    return true
  }

  #addId(id: number): void {
    if (this.#newest === undefined || id > this.#newest) this.#newest = id
    if (this.#ids.length < remembered) {
      this.#ids.push(id)
      return
    }
    const forgotten = this.#ids[this.#oldest] ?? 0
    if (forgotten > this.#floor) this.#floor = forgotten
    this.#ids[this.#oldest] = id
    this.#oldest = (this.#oldest + 1) % remembered
  }

  #hasText(text: string): boolean {
    return this.#texts?.has(text) === true || this.#olderTexts?.has(text) === true
  }

  #addText(text: string): void {
    if (this.#texts === undefined || this.#texts.size === remembered) {
      this.#olderTexts = this.#texts
      this.#texts = new Set()
    }
    this.#texts.add(text)
  }
}

function fingerprint({ userId, createdAt, content }: RoomMessage): string {
  return `${userId} ${Number(createdAt)} ${content}`
}

/** A body ended where more of it was needed. */
export class CutShort extends Error {}

/** Reads a body up to markers, holding no more of it than a chunk. */
export class ByteScanner {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  #held: Uint8Array

  /** @param before - bytes to read before the body's own. */
  constructor(reader: ReadableStreamDefaultReader<Uint8Array>, before: Uint8Array) {
    this.#reader = reader
    this.#held = before
  }

  /**
   * The bytes before the next `marker`, as they come; the marker is passed over.
   *
   * @throws CutShort where the body has no marker any more.
   */
  async *upTo(marker: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const at = indexOf(this.#held, marker)
      if (at !== -1) {
        const before = this.#take(at)
        this.#take(marker.length)
        if (before.length > 0) yield before
        return
      }
      // What may be the beginning of a marker is held back.
      const sure = this.#held.length - marker.length + 1
      if (sure > 0) yield this.#take(sure)
      await this.#more()
    }
  }

  /** The next `count` bytes. @throws CutShort */
  async next(count: number): Promise<Uint8Array> {
    while (this.#held.length < count) await this.#more()
    return this.#take(count)
  }

  #take(count: number): Uint8Array {
    const taken = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return taken
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#reader.read()
    if (done) throw new CutShort('The body is cut short')
    const held = new Uint8Array(this.#held.length + value.length)
    held.set(this.#held)
    held.set(value, this.#held.length)
    this.#held = held
  }
}

/** Where `marker` begins; the runtime's own search for its first byte is what makes this fast. */
function indexOf(bytes: Uint8Array, marker: Uint8Array): number {
  const [first = 0] = marker
  const last = bytes.length - marker.length
  for (let at = bytes.indexOf(first); at !== -1 && at <= last; at = bytes.indexOf(first, at + 1)) {
    if (marker.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return -1
}

/** The webhooks whose listeners are at work, known by their bytes: a repeat has the same ones. */
export class InFlight {
  readonly #bodies = new Set<Uint8Array>()

  /** Whether a webhook with this body is at work. */
  has(body: Uint8Array | undefined): boolean {
    if (body === undefined) return false
    for (const other of this.#bodies) if (same(body, other)) return true
    return false
  }

  /** Remembers the body until the work is done. */
  async during<T>(body: Uint8Array, work: Promise<T>): Promise<T> {
    this.#bodies.add(body)
    try {
      return await work
    } finally {
      this.#bodies.delete(body)
    }
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** Keeps a runtime alive until a promise settles, as `ctx.waitUntil` of Workers and `after` of Next.js do. */
export type WaitUntil = (work: Promise<unknown>) => void

/** Work that is going on. */
export class Background {
  readonly #work = new Set<Promise<unknown>>()

  /** @param work - never rejects. */
  add(work: Promise<unknown>): void {
    this.#work.add(work)
    void work.finally(() => this.#work.delete(work))
  }

  /** Waits until there is none, also of what begins meanwhile. */
  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work)
  }
}

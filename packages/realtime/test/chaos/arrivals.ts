/** What has come, and who waits for how much of it. */
export class Arrivals {
  readonly contents: string[] = []
  readonly #waiting = new Set<{ readonly count: number; readonly resolve: () => void }>()

  add(content: string): void {
    this.contents.push(content)
    for (const waiter of this.#waiting) {
      if (this.contents.length < waiter.count) continue
      this.#waiting.delete(waiter)
      waiter.resolve()
    }
  }

  async reach(count: number): Promise<void> {
    if (this.contents.length >= count) return
    await new Promise<void>((resolve) => this.#waiting.add({ count, resolve }))
  }
}

const mostKept = 100_000

/** When connections were accepted: the last ones, and how many there were in all. */
export class AcceptLog {
  #last: number[] = []
  #total = 0

  get total(): number {
    return this.#total
  }

  add(at: number): void {
    this.#total++
    this.#last.push(at)
    if (this.#last.length > 2 * mostKept) this.#last = this.#last.slice(-mostKept)
  }

  last(): readonly number[] {
    return this.#last.slice(-mostKept)
  }
}

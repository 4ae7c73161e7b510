/** How long a nonce is given out, in milliseconds; it is taken for as long again. */
const lifeMs = 60_000

/** Nonces that DPoP proofs must carry (RFC 9449, 8): one at a time, and the one before it. */
export class DpopNonces {
  readonly #now: () => number
  #current = crypto.randomUUID()
  #previous: string | undefined
  #since: number

  constructor(now: () => number) {
    this.#now = now
    this.#since = now()
  }

  /** What to put into the next proof. */
  next(): string {
    const age = Math.abs(this.#now() - this.#since)
    if (age < lifeMs) return this.#current
    this.#previous = age < 2 * lifeMs ? this.#current : undefined
    this.#current = crypto.randomUUID()
    this.#since = this.#now()
    return this.#current
  }

  isGood(nonce: unknown): boolean {
    const current = this.next()
    return nonce === current || (this.#previous !== undefined && nonce === this.#previous)
  }
}

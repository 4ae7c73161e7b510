/** How long a nonce is given out, in milliseconds; it is taken for as long again. */
const lifeMs = 60_000

/** Nonces that DPoP proofs must carry (RFC 9449, 8): one at a time, and the one before it. */
export class DpopNonces {
  readonly #now: () => number
  #current: string = crypto.randomUUID()
  #previous: string | undefined
  #since: number

  constructor(now: () => number) {
    this.#now = now
    this.#since = now()
  }

  /** What to put into the next proof. */
  next(): string {
    if (this.#age() >= lifeMs) this.adopt(crypto.randomUUID())
    return this.#current
  }

  /**
   * Takes a nonce that the authorization server has given out: clients remember one for each origin, and it shares that
   * with the API.
   */
  adopt(nonce: string): void {
    if (nonce === this.#current) return
    this.#previous = this.#age() < 2 * lifeMs ? this.#current : undefined
    this.#current = nonce
    this.#since = this.#now()
  }

  isGood(nonce: unknown): boolean {
    const current = this.next()
    return nonce === current || (this.#previous !== undefined && nonce === this.#previous)
  }

  #age(): number {
    return Math.abs(this.#now() - this.#since)
  }
}

/** Told before a credential ends. */
export interface ExpiryWarning {
  /** Days that are left, rounded up: 30, 7 or 1 when told in time; 0 when it has ended. */
  readonly daysLeft: number
  readonly expiresAt: Date
}

const dayMs = 86_400_000

/**
 * Tells once at 30, 7 and 1 days before a credential ends, and once when it has. It is asked whenever the credential is
 * used, so that it needs no timer that would keep a program alive.
 */
export class ExpiryWarnings {
  readonly #expiresAt: number
  readonly #tell: (warning: ExpiryWarning) => void
  readonly #left: number[] = [30, 7, 1, 0]
  #nextAt: number

  constructor(expiresAt: number, tell: (warning: ExpiryWarning) => void) {
    this.#expiresAt = expiresAt
    this.#tell = tell
    this.#nextAt = this.#atOf(30)
  }

  /** @param now - milliseconds since the Unix epoch. */
  check(now: number): void {
    if (now < this.#nextAt) return
    while (this.#left[0] !== undefined && now >= this.#atOf(this.#left[0])) this.#left.shift()
    this.#nextAt = this.#left[0] === undefined ? Number.POSITIVE_INFINITY : this.#atOf(this.#left[0])
    const daysLeft = Math.max(0, Math.ceil((this.#expiresAt - now) / dayMs))
    try {
      this.#tell({ daysLeft, expiresAt: new Date(this.#expiresAt) })
    } catch {
      // A listener's mistake must not fail the request that happened to be next.
    }
  }

  #atOf(days: number): number {
    return this.#expiresAt - days * dayMs
  }
}

/**
 * A bucket whose tokens come back one interval after they were taken, so that no window of that length, wherever it
 * begins, holds more than the limit. (Tokens that trickle back allow twice the limit in some windows.)
 */
export class TokenBucket {
  readonly #limit: number
  readonly #intervalMs: number
  /** When each token still out was taken, oldest first. */
  readonly #taken: number[] = []
  #size: number
  #pausedUntil = Number.NEGATIVE_INFINITY
  #sizeChangedAt = 0

  constructor(limit: number, intervalMs: number) {
    this.#limit = limit
    this.#intervalMs = intervalMs
    this.#size = limit
  }

  /** How long until a token is there, in milliseconds, when `ahead` others want one first. */
  waitMs(now: number, ahead = 0): number {
    this.#settle(now)
    const rounds = Math.floor(ahead / this.#size)
    const needed = this.#taken.length - this.#size + (ahead % this.#size)
    const returnsAt = needed >= 0 ? (this.#taken[needed] ?? now) + this.#intervalMs : now
    return Math.max(0, returnsAt - now, this.#pausedUntil - now) + rounds * this.#intervalMs
  }

  take(now: number): void {
    this.#taken.push(now)
  }

  /** Gives no token for `ms`, and half as many afterwards. */
  pause(now: number, ms: number): void {
    // Answers to requests that were under way when a pause began say nothing new: they do not halve again.
    if (now >= this.#pausedUntil) this.#size = Math.max(1, Math.floor(this.#size / 2))
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms)
    this.#sizeChangedAt = this.#pausedUntil
  }

  /** Whether it is as good as new: all tokens there, no pause, full size. */
  isFull(now: number): boolean {
    this.#settle(now)
    return this.#taken.length === 0 && this.#size === this.#limit && now >= this.#pausedUntil
  }

  /** Takes returned tokens in, and grows back by a tenth of the limit for each quiet interval. */
  #settle(now: number): void {
    const stillOut = this.#taken.findIndex((takenAt) => takenAt + this.#intervalMs > now)
    this.#taken.splice(0, stillOut === -1 ? this.#taken.length : stillOut)
    const quiet = Math.floor((now - this.#sizeChangedAt) / this.#intervalMs)
    if (this.#size === this.#limit || quiet < 1) return
    this.#size = Math.min(this.#limit, this.#size + quiet * Math.ceil(this.#limit / 10))
    this.#sizeChangedAt += quiet * this.#intervalMs
  }
}

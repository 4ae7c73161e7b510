import { guideFailure } from '../routes/api-failure.ts'

/** How many requests a caller may send. */
export interface RateLimit {
  readonly limit: number
  /** Length of the window, in milliseconds. */
  readonly windowMs: number
}

interface Window {
  readonly endsAt: number
  used: number
}

/** Counts requests in fixed windows, one count for each caller. */
export class RateLimitCounter {
  readonly #windows = new Map<number | string, Window>()
  readonly #rateLimit: RateLimit

  constructor(rateLimit: RateLimit) {
    this.#rateLimit = rateLimit
  }

  /**
   * Counts a request.
   *
   * @returns the headers that tell where the key stands.
   * @throws ApiFailure 429 with Retry-After
   */
  count(caller: number | string, now: number): Record<string, string> {
    const { limit, windowMs } = this.#rateLimit
    let window = this.#windows.get(caller)
    if (window === undefined || window.endsAt <= now) {
      window = { endsAt: now + windowMs, used: 0 }
      this.#windows.set(caller, window)
    }
    window.used++
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(0, limit - window.used)),
      'x-ratelimit-reset': String(Math.ceil(window.endsAt / 1000)),
    }
    if (window.used <= limit) return headers
    const retryAfter = String(Math.max(1, Math.ceil((window.endsAt - now) / 1000)))
    throw guideFailure(429, { ...headers, 'retry-after': retryAfter })
  }
}

import type { VezaError } from '@veza/resilience'

/** What a client has done since it was made. All durations are in milliseconds. */
export interface Stats {
  /** Calls that are over, however they ended; answers that were kept are not among them. */
  readonly calls: number
  /** Calls that ended with an error. */
  readonly failures: number
  /** Requests that were sent after a first one had failed. */
  readonly retries: number
  /** Calls that a limit ended: the server's (429), or the client's own. */
  readonly limited: number
  /** GETs that were answered from the cache. */
  readonly cacheHits: number
  /** How often each error code ended a call. */
  readonly errors: Readonly<Record<string, number>>
  /** How long calls took, with their retries and waits. */
  readonly latency: Histogram
}

/** How many values fell under each bound. The bounds are those of OpenTelemetry's histograms, in milliseconds. */
export interface Histogram {
  readonly count: number
  /** All values together. */
  readonly sumMs: number
  readonly maxMs: number
  /** `[bound, count]`: how many values are at most `bound`, and above the bound before it; the last bound is Infinity. */
  readonly buckets: readonly (readonly [number, number])[]
}

const bounds = [
  5,
  10,
  25,
  50,
  75,
  100,
  250,
  500,
  750,
  1000,
  2500,
  5000,
  7500,
  10_000,
  Number.POSITIVE_INFINITY,
]

/** Counts a client's calls. */
export class StatsCounter {
  readonly #errors = new Map<string, number>()
  readonly #buckets = bounds.map(() => 0)
  #calls = 0
  #retries = 0
  #limited = 0
  #cacheHits = 0
  #failures = 0
  #sumMs = 0
  #maxMs = 0

  retried(): void {
    this.#retries++
  }

  cacheHit(): void {
    this.#cacheHits++
  }

  /** A call is over. @param error - what it ended with; `code` only, where it is one of the SDK. */
  ended(durationMs: number, error?: Pick<VezaError, 'code' | 'name'>): void {
    this.#calls++
    this.#sumMs += durationMs
    this.#maxMs = Math.max(this.#maxMs, durationMs)
    const bucket = bounds.findIndex((bound) => durationMs <= bound)
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1
    if (error === undefined) return
    this.#failures++
    if (error.name === 'RateLimitError') this.#limited++
    this.#errors.set(error.code, (this.#errors.get(error.code) ?? 0) + 1)
  }

  /** The figures of this moment. */
  snapshot(): Stats {
    return {
      calls: this.#calls,
      failures: this.#failures,
      retries: this.#retries,
      limited: this.#limited,
      cacheHits: this.#cacheHits,
      errors: Object.fromEntries(this.#errors),
      latency: {
        count: this.#calls,
        sumMs: this.#sumMs,
        maxMs: this.#maxMs,
        buckets: bounds.map((bound, index) => [bound, this.#buckets[index] ?? 0]),
      },
    }
  }
}

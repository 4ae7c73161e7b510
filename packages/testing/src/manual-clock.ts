import { ManualClock, type ManualClockOptions } from '@veza/resilience/testing'

/**
 * A clock for tests: its time stands still until `advance(ms)`, or moves by itself with `autoAdvance`. With it, retries
 * and rate limits are tested without waiting.
 *
 * @param options - see {@link ManualClockOptions}.
 * @throws {@link InvalidRequestError} `INVALID_OPTION` when `now` is no time.
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 * import { manualClock, vezaPlatform } from '@veza/testing/without-msw'
 *
 * const clock = manualClock()
 * const platform = vezaPlatform({ clock })
 * const veza = new Veza(platform.options)
 * const headers = { 'retry-after': '60' }
 * platform.faults.add({ times: 1, fault: { kind: 'status', status: 429, headers } })
 *
 * const call = veza.users.get(1, { totalTimeoutMs: 120_000 })
 * await clock.sleeping()
 * console.log(platform.requests.length) // 1: it waits before it tries again
 * await clock.advance(70_000)
 * console.log((await call).username, platform.requests.length) // 2
 * ```
 */
export function manualClock(options: ManualClockOptions = {}): ManualClock {
  return new ManualClock(options)
}

import { type Checks, checkOptions, isA } from '@veza/resilience/options'
import { ManualClock, type ManualClockOptions } from '@veza/resilience/testing'

const checks: Checks<ManualClockOptions> = {
  now: (value) =>
    Number.isFinite(Number(value)) ? undefined : 'Pass a valid date, or milliseconds since the Unix epoch.',
  autoAdvance: isA('boolean'),
}

/**
 * A clock for tests: its time stands still until `advance(ms)`, or moves by itself with `autoAdvance`. With it, retries
 * and rate limits are tested without waiting.
 *
 * @param options - see {@link ManualClockOptions}.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, with a sentence that says what to write instead.
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
  checkOptions('manualClock', options, checks)
  return new ManualClock(options)
}

import { delay } from '@veza/resilience'
import type { ReconnectOptions } from '../options/realtime-options.ts'

/**
 * How long to wait before an attempt to connect anew. The first delay is uniform, so that the many clients of a server
 * that went down do not come back at once; the next ones are those of every retry of the SDK: full jitter under an
 * exponential ceiling.
 *
 * @param attempt - the number of the attempt since the conversation was last ready, from 1.
 * @param minDelayMs - what the server asks to wait.
 * @returns milliseconds; `undefined` where no attempt is left.
 */
export function reconnectDelay(
  attempt: number,
  minDelayMs: number | undefined,
  { firstDelayMs, baseDelayMs, maxDelayMs, maxAttempts }: Required<ReconnectOptions>,
  random: () => number,
): number | undefined {
  if (attempt > maxAttempts) return undefined
  const [base, max] = attempt === 1 ? [firstDelayMs, firstDelayMs] : [baseDelayMs, maxDelayMs]
  const policy = { baseDelayMs: base, maxDelayMs: max, factor: 2, maxAttempts: Number.POSITIVE_INFINITY }
  return delay({ retry: true, ambiguous: false, minDelayMs }, attempt, { policy, random })
}

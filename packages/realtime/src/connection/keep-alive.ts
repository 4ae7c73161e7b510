import type { Clock } from '@veza/resilience'
import { slept } from '../time/slept.ts'

/** However little a server can wait. */
const shortestMs = 50

/**
 * Shows the server that this side is there, until `signal` is aborted: a client that only listens sends nothing else.
 *
 * @param heartbeatMs - after so much silence the server closes the connection.
 * @param isQuiet - whether nothing was sent since the last call.
 */
export async function keepAlive(
  clock: Clock,
  heartbeatMs: number,
  isQuiet: () => boolean,
  ping: () => void,
  signal: AbortSignal,
): Promise<void> {
  const everyMs = Math.max(shortestMs, heartbeatMs / 3)
  while (await slept(clock, everyMs, signal)) if (isQuiet()) ping()
}

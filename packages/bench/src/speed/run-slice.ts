import type { CallName, Client } from '../contenders/client.ts'
import { quantile } from '../statistics/spread.ts'

/** Some calls to measure. */
export interface Slice {
  readonly call: CallName
  /** How many are in the air. */
  readonly concurrency: number
  /** How many are measured. */
  readonly requests: number
}

/** What they cost. */
export interface SliceCost {
  /** Processor time of the whole process, collector and compiler threads included, for each call. */
  readonly cpuUs: number
  /** Half of the calls took less. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly perSecond: number
}

/** Makes calls and measures what they cost this process. */
export async function runSlice(client: Client, { call, concurrency, requests }: Slice): Promise<SliceCost> {
  const one = client[call]
  if (one === undefined) throw new Error(`The client has no ${call}`)
  // What the slice before left in the young generation is not this slice's to collect.
  globalThis.gc?.({ type: 'minor' })
  // Opens the connections again that were closed while others had their turn.
  await drive(() => one(), concurrency, new Float64Array(2 * concurrency + 20))
  const latencies = new Float64Array(requests)
  const startedAt = performance.now()
  const before = process.cpuUsage()
  await drive(() => one(), concurrency, latencies)
  const { user, system } = process.cpuUsage(before)
  const elapsedMs = performance.now() - startedAt
  latencies.sort()
  return {
    cpuUs: (user + system) / requests,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    perSecond: (requests * 1000) / elapsedMs,
  }
}

/** Makes as many calls as there is room for latencies. */
async function drive(
  call: () => Promise<unknown>,
  concurrency: number,
  latencies: Float64Array,
): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let mine = next++; mine < latencies.length; mine = next++) {
      const startedAt = performance.now()
      await call()
      latencies[mine] = performance.now() - startedAt
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}

import { LiveSandbox } from '../support/live-sandbox.ts'
import { runChild } from '../support/run-child.ts'

/** What a process full of clients prints: first that all are connected, then how they came back. */
export type CrowdLine =
  | { readonly connected: number }
  | {
      readonly back: number
      readonly failed: number
      /** When the last one was ready again, in milliseconds since the Unix epoch. */
      readonly lastAt: number
      readonly connections: number
    }

/** A storm to raise. */
export interface Storm {
  readonly clients: number
  readonly processes: number
  readonly firstDelayMs: number
}

/** How a server's clients came back after it was started anew. */
export interface StormReport {
  readonly back: number
  readonly failed: number
  /** After the restart. */
  readonly lastBackMs: number
  /** The most connections accepted within 100 ms. */
  readonly peak: number
  /** Connections beyond those that were needed. */
  readonly extra: number
}

const windowMs = 100

/** Connects clients from processes of their own, cuts all of them at once, and watches them come back. */
export async function runStorm({ clients, processes, firstDelayMs }: Storm): Promise<StormReport> {
  await using sandbox = await LiveSandbox.serve()
  const { realtime, realtimeUrl, apiKey } = sandbox.running
  const share = Math.ceil(clients / processes)
  let connected = 0
  let cutAt = 0
  const tell = (line: CrowdLine): void => {
    if (!('connected' in line)) return
    connected += line.connected
    if (connected < share * processes) return
    cutAt = Date.now()
    realtime.cut()
  }
  const args = [realtimeUrl, apiKey, String(share), String(firstDelayMs)]
  const program = new URL('crowd-main.ts', import.meta.url)
  const crowds = await Promise.all(
    Array.from({ length: processes }, () => runChild<CrowdLine>(program, args, tell)),
  )
  const ends = crowds.flat().filter((line) => 'back' in line)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  return {
    back: sum(ends.map(({ back }) => back)),
    failed: sum(ends.map(({ failed }) => failed)),
    lastBackMs: Math.max(...ends.map(({ lastAt }) => lastAt)) - cutAt,
    peak: peakOf(realtime.accepted().filter((at) => at >= cutAt)),
    extra: sum(ends.map(({ connections }) => connections)) - 2 * connected,
  }
}

/** The most of some sorted times within a window, wherever it begins. */
export function peakOf(times: readonly number[]): number {
  let [peak, start] = [0, 0]
  for (const [index, time] of times.entries()) {
    while (time - Number(times[start]) >= windowMs) start++
    peak = Math.max(peak, index - start + 1)
  }
  return peak
}

import { createHook } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

/** What is still there. */
export interface LeftBehind {
  readonly timers: number
  readonly sockets: number
}

/** Watches the timers that are made from now on, also those that do not keep a process alive. */
export function watchTimers(): { count(): number; stop(): void } {
  const live = new Set<number>()
  const hook = createHook({
    init: (id, type) => {
      if (type === 'Timeout') live.add(id)
    },
    destroy: (id) => {
      live.delete(id)
    },
  }).enable()
  return { count: () => live.size, stop: () => void hook.disable() }
}

/** Waits for what is on its way out, for two seconds at most, and counts what stays. */
export async function leftBehind(timers: () => number): Promise<LeftBehind> {
  let left = { timers: timers(), sockets: openSockets() }
  for (let round = 0; round < 40 && left.timers + left.sockets > 0; round++) {
    // Its own timer is over when the timers are counted.
    await sleep(50)
    await new Promise(setImmediate)
    left = { timers: timers(), sockets: openSockets() }
  }
  return left
}

/** Every TCP socket of this process, also those that do not keep it alive. */
function openSockets(): number {
  // Without it, a report looks up the name of every peer. The types do not know it yet.
  const report = process.report as typeof process.report & { excludeNetwork: boolean }
  report.excludeNetwork = true
  const { libuv } = report.getReport() as { libuv: readonly { type: string }[] }
  return libuv.filter(({ type }) => type === 'tcp').length
}

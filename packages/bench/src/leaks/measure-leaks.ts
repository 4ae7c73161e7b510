import { getEventListeners } from 'node:events'
import type { Client } from '../contenders/client.ts'
import { type LeftBehind, leftBehind, watchTimers } from './left-behind.ts'

/** What many calls left behind: timers and sockets after the client was closed, where it can be. */
export interface Leaks extends LeftBehind {
  readonly calls: number
  /** Whether they shared one AbortSignal. */
  readonly sharedSignal: boolean
  /** Growth of the heap over the calls, after collections. */
  readonly heapBytes: number
  /** Listeners on the signal as soon as the calls have ended, and those that no collection removes. */
  readonly listeners: number
  readonly listenersKept: number
}

const concurrency = 32

/** Makes calls, all with one signal where the library takes one, and looks at what is left. */
export async function measureLeaks(client: Client, calls: number, sharedSignal: boolean): Promise<Leaks> {
  const call = client.get ?? client.post
  if (call === undefined) throw new Error('The client has no call to make')
  const { signal } = new AbortController()
  const one = sharedSignal ? () => call(signal) : () => call()
  // Compiled code and filled caches are no leak.
  await many(one, Math.ceil(calls / 10))
  const before = await heapUsed()
  await many(one, calls)
  const listeners = getEventListeners(signal, 'abort').length
  const heapBytes = (await heapUsed()) - before
  const listenersKept = getEventListeners(signal, 'abort').length
  const timers = watchTimers()
  // Under the watch, which would slow all of them down.
  await many(one, Math.ceil(calls / 100))
  await client.close?.()
  const left = await leftBehind(() => timers.count())
  timers.stop()
  return { calls, sharedSignal, heapBytes, listeners, listenersKept, ...left }
}

async function many(call: () => Promise<unknown>, count: number): Promise<void> {
  let left = count
  const lane = async () => {
    while (left-- > 0) await call()
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}

/** The least of many collections: finalizers of streams run between them, some rounds late. */
async function heapUsed(): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 30; round++) {
    globalThis.gc?.()
    await new Promise(setImmediate)
    least = Math.min(least, process.memoryUsage().heapUsed)
  }
  return least
}

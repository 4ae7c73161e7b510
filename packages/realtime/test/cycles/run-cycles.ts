import { getEventListeners } from 'node:events'
import { connect, type OpenSocket, type RealtimeOptions } from '../../src/index.ts'
import { CountedTarget } from '../model/counted-target.ts'
import { impatient } from '../support/live-sandbox.ts'

/** What many conversations have left behind. */
export interface CycleReport {
  readonly cycles: number
  /** Bytes of the heap more than before, without garbage. */
  readonly growth: number
  /** Listeners on the global object, on the process, and on a signal that all conversations shared. */
  readonly listeners: number
}

/** What to do again and again. */
export interface Cycles {
  readonly cycles: number
  /** Cycles before the first look at the heap. */
  readonly warmUp: number
  readonly options: RealtimeOptions & { readonly socket?: OpenSocket }
}

/**
 * Connects, subscribes to a room, and closes, again and again.
 *
 * @param collect - collects garbage.
 */
export async function runCycles(
  { cycles, warmUp, options }: Cycles,
  collect: () => void,
): Promise<CycleReport> {
  const globals = new CountedTarget()
  const { addEventListener, removeEventListener } = globals
  const own: Partial<EventTarget> = globalThis as Partial<EventTarget>
  const before = { addEventListener: own.addEventListener, removeEventListener: own.removeEventListener }
  Object.assign(globalThis, { addEventListener, removeEventListener })
  try {
    const { signal } = new AbortController()
    const repeat = async (times: number) => {
      for (let cycle = 0; cycle < times; cycle++) await once({ ...impatient, ...options, signal })
    }
    await repeat(warmUp)
    const listened = processListeners()
    const heap = heapBytes(collect)
    await repeat(cycles)
    const left = getEventListeners(signal, 'abort').length + processListeners() - listened
    return { cycles, growth: heapBytes(collect) - heap, listeners: globals.size + left }
  } finally {
    Object.assign(globalThis, before)
  }
}

async function once(options: RealtimeOptions): Promise<void> {
  const live = await connect(options)
  const events = live.room(1).events()
  live.on('message', () => {})
  await live.room(1).subscribe()
  await live.close()
  await events.return()
}

function processListeners(): number {
  return process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
}

function heapBytes(collect: () => void): number {
  // What a finalizer lets go is garbage only the next time.
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

import { loadAdapter } from '../contenders/load-adapter.ts'

/** Some connections to hold. */
export interface HoldTask {
  readonly adapter: string
  readonly wire: string
  /** Where the server of feeds is. */
  readonly server: string
  /** How many come before those that are measured: they make the process grow for good. */
  readonly warmUp: number
  readonly clients: number
}

/** What each of them holds, in bytes. */
export interface HeldBytes {
  /** Of the process's pages in memory. */
  readonly rss: number
  /** The same once V8 has given back the room for young objects, which does not grow with every client. */
  readonly shrunkRss: number
  /** Of the heap, after collections. */
  readonly heap: number
}

/** How many connect at once. */
const atOnce = 32

/** Connects clients that are subscribed to one room each, and looks at the memory of this process. */
export async function holdConnections(task: HoldTask): Promise<HeldBytes> {
  const { adapter, wire, server, warmUp, clients } = task
  const connect = await loadAdapter(adapter)
  const held: unknown[] = []
  const hold = async (count: number): Promise<void> => {
    let left = count
    const lane = async () => {
      while (left-- > 0) held.push(await connect(`${server}/${wire}/0`, () => {}))
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
  }
  await hold(warmUp)
  const before = await settled()
  await hold(clients)
  const after = await settled()
  const each = (of: keyof HeldBytes) => (after[of] - before[of]) / clients
  return { rss: each('rss'), shrunkRss: each('shrunkRss'), heap: each('heap') }
}

/** Memory after what is over has been collected. */
async function settled(): Promise<HeldBytes> {
  for (let round = 0; round < 10; round++) {
    globalThis.gc?.()
    await new Promise(setImmediate)
  }
  const { rss, heapUsed } = process.memoryUsage()
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  return { rss, heap: heapUsed, shrunkRss: process.memoryUsage.rss() }
}

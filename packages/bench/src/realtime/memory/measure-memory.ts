import { startWorker } from '../../processes/worker.ts'
import { shuffled } from '../../statistics/shuffled.ts'
import { type Spread, spread } from '../../statistics/spread.ts'
import type { RealtimeContender } from '../contenders/realtime-contender.ts'
import type { HeldBytes } from './hold-connections.ts'

/** How to measure. */
export interface MemoryPlan {
  readonly contenders: readonly RealtimeContender[]
  readonly rounds: number
  readonly warmUp: number
  readonly clients: number
  readonly nodeOptions?: readonly string[]
  readonly progress: (text: string) => void
}

/** What an idle client with one room holds, in kB. */
export interface MemoryRow {
  readonly contender: string
  readonly clients: number
  readonly rssKb: Spread
  readonly shrunkRssKb: Spread
  readonly heapKb: Spread
}

/** Measures every contender in every round, each time in a process of its own, in an order of chance. */
export async function measureMemory(plan: MemoryPlan): Promise<MemoryRow[]> {
  const { contenders, rounds, warmUp, clients, nodeOptions, progress } = plan
  const held = new Map<string, HeldBytes[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, label, adapter, wire } of shuffled(contenders)) {
      progress(`memory: round ${round + 1} of ${rounds}, ${label}`)
      // A server for each: thousands of sockets that are on their way out would slow the next ones down.
      await using feeds = startWorker(nodeOptions)
      const server = await feeds.run('serveFeeds', undefined)
      await using worker = startWorker(nodeOptions)
      held.get(name)?.push(await worker.run('hold', { adapter, wire, server, warmUp, clients }))
    }
  }
  return [...held].map(([contender, bytes]) => ({
    contender,
    clients,
    rssKb: spread(bytes.map(({ rss }) => rss / 1000)),
    shrunkRssKb: spread(bytes.map(({ shrunkRss }) => shrunkRss / 1000)),
    heapKb: spread(bytes.map(({ heap }) => heap / 1000)),
  }))
}

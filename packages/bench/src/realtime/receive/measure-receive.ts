import { startWorker } from '../../processes/worker.ts'
import { shuffled } from '../../statistics/shuffled.ts'
import type { RealtimeContender } from '../contenders/realtime-contender.ts'
import type { ReceiveCost } from './receive-messages.ts'

/** How to measure. */
export interface ReceivePlan {
  readonly contenders: readonly RealtimeContender[]
  readonly rounds: number
  /** How many messages come before those that are measured. */
  readonly warmUp: number
  readonly messages: number
  readonly nodeOptions?: readonly string[]
  readonly progress: (text: string) => void
}

/** What a contender's messages cost in one round. */
export interface ReceiveSample extends ReceiveCost {
  readonly round: number
  readonly contender: string
}

/** Measures every contender in every round, each time in a process of its own, in an order of chance. */
export async function measureReceive(plan: ReceivePlan): Promise<ReceiveSample[]> {
  const { contenders, rounds, warmUp, messages, nodeOptions, progress } = plan
  await using feeds = startWorker(nodeOptions)
  const server = await feeds.run('serveFeeds', undefined)
  const samples: ReceiveSample[] = []
  for (let round = 0; round < rounds; round++) {
    progress(`receive: round ${round + 1} of ${rounds}`)
    for (const { name, adapter, wire } of shuffled(contenders)) {
      await using worker = startWorker(nodeOptions)
      const cost = await worker.run('receive', { adapter, wire, server, warmUp, messages })
      samples.push({ round, contender: name, ...cost })
    }
  }
  return samples
}

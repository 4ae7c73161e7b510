import type { CallName } from '../contenders/client.ts'
import type { Contender } from '../contenders/contender.ts'
import { yardstick } from '../contenders/contenders.ts'
import { startWorker, type Worker } from '../processes/worker.ts'
import { type SpeedCase, speedCases } from './cases.ts'
import type { SliceCost } from './run-slice.ts'

/** How to measure. */
export interface SpeedPlan {
  readonly contenders: readonly Contender[]
  /** How many pairs of slices each contender gets in each case. */
  readonly rounds: number
  /** How long a slice is, as a share of its full length. */
  readonly share: number
  /** How many rounds come before the first that counts. @defaultValue 3 */
  readonly warmUps?: number
  readonly nodeOptions?: readonly string[]
  readonly progress: (text: string) => void
}

/** One slice of a contender and one of the yardstick, next to each other in one process. */
export interface SlicePair {
  readonly round: number
  readonly case: string
  readonly contender: string
  readonly cost: SliceCost
  readonly yardstick: SliceCost
}

/** A contender's process: it holds the contender and the yardstick, and nothing else. */
interface Booth {
  readonly contender: Contender
  readonly calls: readonly CallName[]
  readonly worker: Worker
}

/** V8 compiles a path after thousands of calls. */
const usualWarmUps = 3

/** Measures every contender in every case, one slice at a time, in as many rounds. */
export async function measureSpeed(plan: SpeedPlan): Promise<SlicePair[]> {
  await using stack = new AsyncDisposableStack()
  const start = () => stack.use(startWorker(plan.nodeOptions))
  const baseUrl = await start().run('serve', undefined)
  const booths: Booth[] = []
  for (const contender of plan.contenders) {
    const worker = start()
    await worker.run('load', { name: yardstick.name, baseUrl })
    booths.push({ contender, worker, calls: await worker.run('load', { name: contender.name, baseUrl }) })
  }
  const pairs: SlicePair[] = []
  for (let round = -(plan.warmUps ?? usualWarmUps); round < plan.rounds; round++) {
    plan.progress(round < 0 ? `speed: warming up` : `speed: round ${round + 1} of ${plan.rounds}`)
    for (const one of speedCases) {
      for (const booth of booths.filter(({ calls }) => calls.includes(one.call))) {
        const pair = await measurePair(booth, one, round, plan.share)
        if (round >= 0) pairs.push(pair)
      }
    }
  }
  return pairs
}

async function measurePair(
  { contender, worker }: Booth,
  one: SpeedCase,
  round: number,
  share: number,
): Promise<SlicePair> {
  const slice = (name: string) =>
    worker.run('slice', {
      name,
      call: one.call,
      concurrency: one.concurrency,
      requests: Math.max(one.concurrency, Math.round(one.requests * share)),
    })
  const pair = { round, case: one.name, contender: contender.name }
  // Who goes first alternates: what a slice leaves behind weighs on the next one.
  if (round % 2 === 0) {
    const reference = await slice(yardstick.name)
    return { ...pair, cost: await slice(contender.name), yardstick: reference }
  }
  const cost = await slice(contender.name)
  return { ...pair, cost, yardstick: await slice(yardstick.name) }
}

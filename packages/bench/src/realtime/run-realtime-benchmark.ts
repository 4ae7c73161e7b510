import { installPeers } from '../environment/install-peers.ts'
import { thisMachine } from '../environment/machine.ts'
import type { Measured } from '../results/results.ts'
import { realtimeVersions } from './contenders/realtime-versions.ts'
import { measureMemory } from './memory/measure-memory.ts'
import type { RealtimeOrder, RealtimeSection } from './options/parse-realtime-arguments.ts'
import { measureReceive } from './receive/measure-receive.ts'
import { receiveRows } from './receive/receive-rows.ts'
import type { RealtimeResults } from './results/realtime-results.ts'
import { measureBundles } from './size/measure-bundles.ts'

interface Rows {
  readonly rows: readonly unknown[]
  readonly rounds: number
}

/** How a section is measured. */
interface Way {
  readonly progress: (text: string) => void
  readonly nodeOptions: readonly string[]
}

/**
 * Measures what was ordered, section by section.
 *
 * @param nodeOptions - further options of Node.js, for the processes of contenders.
 */
export async function runRealtimeBenchmark(
  order: RealtimeOrder,
  progress: (text: string) => void,
  nodeOptions: readonly string[] = [],
): Promise<RealtimeResults> {
  if (order.contenders.some(({ kind }) => kind === 'peer')) {
    progress('installing the peers')
    await installPeers()
  }
  const results: Partial<Record<RealtimeSection, Measured<unknown>>> = {}
  for (const section of order.sections) {
    // Before the work: our own load is not the machine's.
    const machine = thisMachine()
    const { rows, rounds } = await measure[section](order, { progress, nodeOptions })
    results[section] = { machine, rounds, versions: realtimeVersions(order.contenders), rows }
  }
  return results as RealtimeResults
}

const measure: Readonly<Record<RealtimeSection, (order: RealtimeOrder, way: Way) => Promise<Rows>>> = {
  async receive({ contenders, rounds, quick }, way) {
    const messages = quick ? { warmUp: 500, messages: 5000 } : { warmUp: 150_000, messages: 300_000 }
    return { rounds, rows: receiveRows(await measureReceive({ contenders, rounds, ...messages, ...way })) }
  },
  async memory({ contenders, rounds, quick }, way) {
    const times = Math.min(rounds, 3)
    const clients = quick ? { warmUp: 10, clients: 50 } : { warmUp: 500, clients: 3000 }
    const holders = contenders.filter(({ wire }) => wire !== 'bare.v2')
    return {
      rounds: times,
      rows: await measureMemory({ contenders: holders, rounds: times, ...clients, ...way }),
    }
  },
  async size({ contenders }, { progress }) {
    progress('size')
    return { rounds: 1, rows: await measureBundles(contenders) }
  },
}

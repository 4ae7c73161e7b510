import { join } from 'node:path'
import { type Contender, isPeer } from './contenders/contender.ts'
import { installPeers } from './environment/install-peers.ts'
import { thisMachine } from './environment/machine.ts'
import { fromTarball, inTree, type Places } from './environment/places.ts'
import { versions } from './environment/versions.ts'
import type { HttpOrder, SectionName } from './options/parse-arguments.ts'
import { startWorker } from './processes/worker.ts'
import type { ExamRow, LeakRow, Measured, Results } from './results/results.ts'
import { measureSize } from './size/measure-size.ts'
import { measureSpeed } from './speed/measure-speed.ts'
import { speedRows } from './speed/speed-rows.ts'
import { measureStart } from './start/measure-start.ts'
import { measureTypes } from './types/measure-types.ts'

/** What all sections share. */
interface Session {
  readonly places: Places
  readonly progress: (text: string) => void
  readonly nodeOptions: readonly string[]
}

interface Rows {
  readonly rows: readonly unknown[]
  readonly rounds: number
}

type Measure = (order: HttpOrder, session: Session) => Promise<Rows>

/**
 * Measures what was ordered, section by section.
 *
 * @param nodeOptions - further options of Node.js, for the processes of contenders.
 */
export async function runBenchmark(
  order: HttpOrder,
  progress: (text: string) => void,
  nodeOptions: readonly string[] = [],
): Promise<Results> {
  const { contenders, sections } = order
  if (contenders.some(isPeer)) {
    progress('installing the peers')
    await installPeers()
  }
  const ofTarball = sections.some((name) => name === 'start' || name === 'size' || name === 'types')
  const places = ofTarball && contenders.some(({ kind }) => kind === 'ours') ? await fromTarball() : inTree
  const results: Partial<Record<SectionName, Measured<unknown>>> = {}
  for (const section of sections) {
    // Before the work: our own load is not the machine's.
    const machine = thisMachine()
    const { rows, rounds } = await measure[section](order, { places, progress, nodeOptions })
    results[section] = { machine, rounds, versions: versions(contenders), rows }
  }
  return results as Results
}

const measure: Readonly<Record<SectionName, Measure>> = {
  async speed({ contenders, rounds, quick }, { progress, nodeOptions }) {
    const haste = quick ? { share: 0.1, warmUps: 1 } : { share: 1 }
    const pairs = await measureSpeed({ contenders, rounds, ...haste, progress, nodeOptions })
    return { rounds, rows: speedRows(pairs) }
  },
  async reading({ rounds, quick }, { progress, nodeOptions }) {
    progress('reading: @veza/client')
    await using worker = startWorker(nodeOptions)
    const times = quick ? rounds : 3 * rounds
    return { rounds: times, rows: await worker.run('reading', { rounds: times, calls: quick ? 20 : 300 }) }
  },
  async start({ contenders, rounds, quick }, { places, progress, nodeOptions }) {
    const times = quick ? rounds : rounds + 5
    const placed = contenders.map((contender) => ({ contender, adapter: places.adapter(contender) }))
    return {
      rounds: times,
      rows: await measureStart({ contenders: placed, rounds: times, progress, nodeOptions }),
    }
  },
  async size({ contenders }, { places, progress }) {
    const one = (contender: Contender) => measureSize(contender, places.folder(contender))
    return { rounds: 1, rows: await each(contenders.filter(installed), one, progress, 'size') }
  },
  async types({ contenders, quick }, { places, progress }) {
    const rounds = quick ? 1 : 3
    const one = (contender: Contender) =>
      measureTypes(contender, join(places.folder(contender), 'node_modules'), rounds)
    return { rounds, rows: await each(contenders.filter(installed), one, progress, 'types') }
  },
  async exam({ contenders }, { progress, nodeOptions }) {
    const one = async ({ name }: Contender): Promise<ExamRow> => {
      await using worker = startWorker(nodeOptions)
      return { contender: name, grades: await worker.run('exam', { name }) }
    }
    return { rounds: 1, rows: await each(contenders, one, progress, 'exam') }
  },
  async leaks({ contenders, quick }, { progress, nodeOptions }) {
    const one = async ({ name, kind, signal: sharedSignal }: Contender): Promise<LeakRow> => {
      await using server = startWorker(nodeOptions)
      await using worker = startWorker(nodeOptions)
      await worker.run('load', { name, baseUrl: await server.run('serve', undefined) })
      // A peer that leaks shows it in fewer calls; the goal is ours alone.
      const calls = kind === 'ours' ? 100_000 : 20_000
      const leaks = await worker.run('leaks', { name, calls: quick ? 2000 : calls, sharedSignal })
      return { contender: name, ...leaks }
    }
    return { rounds: 1, rows: await each(contenders, one, progress, 'leaks') }
  },
}

function installed(contender: Contender): boolean {
  return contender.package !== undefined
}

async function each<Row>(
  contenders: readonly Contender[],
  one: (contender: Contender) => Promise<Row>,
  progress: Session['progress'],
  section: SectionName,
): Promise<Row[]> {
  const rows: Row[] = []
  for (const contender of contenders) {
    progress(`${section}: ${contender.label}`)
    rows.push(await one(contender))
  }
  return rows
}

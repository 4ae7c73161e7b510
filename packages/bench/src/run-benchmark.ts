import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { installTarballs, tarballs } from '@veza/tooling'
import { type Contender, isPeer } from './contenders/contender.ts'
import { adapterFile } from './contenders/load-client.ts'
import { installPeers, peersFolder } from './environment/install-peers.ts'
import { thisMachine } from './environment/machine.ts'
import { versions } from './environment/versions.ts'
import type { Order, SectionName } from './options/parse-arguments.ts'
import { startWorker } from './processes/worker.ts'
import type { ExamRow, LeakRow, Measured, Results } from './results/results.ts'
import { measureSize } from './size/measure-size.ts'
import { measureSpeed } from './speed/measure-speed.ts'
import { speedRows } from './speed/speed-rows.ts'
import { measureStart } from './start/measure-start.ts'
import { measureTypes } from './types/measure-types.ts'

type Progress = (text: string) => void

/** Where contenders are installed: ours from its tarball, as a user has it. */
interface Places {
  readonly folder: (contender: Contender) => string
  readonly adapter: (contender: Contender) => string
}

/** Measures what was ordered, section by section. */
export async function runBenchmark(order: Order, progress: Progress): Promise<Results> {
  const { contenders } = order
  if (contenders.some(isPeer)) {
    progress('installing the peers')
    await installPeers()
  }
  const needsTarball = order.sections.some((name) => name === 'start' || name === 'size' || name === 'types')
  const places = await install(needsTarball && contenders.some(({ kind }) => kind === 'ours'))
  const results: Partial<Record<SectionName, Measured<unknown>>> = {}
  for (const section of order.sections) {
    // Before the work: our own load is not the machine's.
    const machine = thisMachine()
    const { rows, rounds } = await measure[section](order, places, progress)
    results[section] = { machine, rounds, versions: versions(contenders), rows }
  }
  return results as Results
}

async function install(fromTarball: boolean): Promise<Places> {
  if (!fromTarball) return { folder: () => peersFolder, adapter: ({ name }) => adapterFile(name) }
  const consumer = await installTarballs(await tarballs())
  const adapter = join(consumer, 'veza.mjs')
  copyFileSync(adapterFile('veza'), adapter)
  return {
    folder: ({ kind }) => (kind === 'ours' ? consumer : peersFolder),
    adapter: ({ kind, name }) => (kind === 'ours' ? adapter : adapterFile(name)),
  }
}

interface Rows {
  readonly rows: readonly unknown[]
  readonly rounds: number
}

type Measure = (order: Order, places: Places, progress: Progress) => Promise<Rows>

const measure: Readonly<Record<SectionName, Measure>> = {
  async speed({ contenders, rounds, quick }, _, progress) {
    const haste = quick ? { share: 0.1, warmUps: 1 } : { share: 1 }
    const pairs = await measureSpeed({ contenders, rounds, ...haste, progress })
    return { rounds, rows: speedRows(pairs) }
  },
  async reading({ rounds, quick }, _, progress) {
    progress('reading: @veza/client')
    await using worker = startWorker()
    const times = quick ? rounds : 3 * rounds
    return { rounds: times, rows: await worker.run('reading', { rounds: times, calls: quick ? 20 : 300 }) }
  },
  async start({ contenders, rounds, quick }, places, progress) {
    const times = quick ? rounds : rounds + 5
    const placed = contenders.map((contender) => ({ contender, adapter: places.adapter(contender) }))
    return { rounds: times, rows: await measureStart({ contenders: placed, rounds: times, progress }) }
  },
  async size({ contenders }, places, progress) {
    return {
      rounds: 1,
      rows: await each(
        contenders.filter(installed),
        (one) => measureSize(one, places.folder(one)),
        progress,
        'size',
      ),
    }
  },
  async types({ contenders, quick }, places, progress) {
    const rounds = quick ? 1 : 3
    const one = (contender: Contender) =>
      measureTypes(contender, join(places.folder(contender), 'node_modules'), rounds)
    return { rounds, rows: await each(contenders.filter(installed), one, progress, 'types') }
  },
  async exam({ contenders }, _, progress) {
    return { rounds: 1, rows: await each(contenders, examOf, progress, 'exam') }
  },
  async leaks({ contenders, quick }, _, progress) {
    // A peer that leaks shows it in fewer calls; a goal is ours alone.
    const calls = ({ kind }: Contender) => (kind === 'ours' ? 100_000 : 20_000)
    const one = (contender: Contender) => leaksOf(contender, quick ? 2000 : calls(contender))
    return { rounds: 1, rows: await each(contenders, one, progress, 'leaks') }
  },
}

function installed(contender: Contender): boolean {
  return contender.package !== undefined
}

async function each<Row>(
  contenders: readonly Contender[],
  one: (contender: Contender) => Promise<Row>,
  progress: Progress,
  section: SectionName,
): Promise<Row[]> {
  const rows: Row[] = []
  for (const contender of contenders) {
    progress(`${section}: ${contender.label}`)
    rows.push(await one(contender))
  }
  return rows
}

async function examOf({ name }: Contender): Promise<ExamRow> {
  await using worker = startWorker()
  return { contender: name, grades: await worker.run('exam', { name }) }
}

async function leaksOf({ name, signal }: Contender, calls: number): Promise<LeakRow> {
  await using server = startWorker()
  await using worker = startWorker()
  await worker.run('load', { name, baseUrl: await server.run('serve', undefined) })
  return { contender: name, ...(await worker.run('leaks', { name, calls, sharedSignal: signal })) }
}

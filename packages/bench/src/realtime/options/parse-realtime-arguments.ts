import { parseArgs } from 'node:util'
import type { RealtimeContender } from '../contenders/realtime-contender.ts'
import { realtimeContenders } from '../contenders/realtime-contenders.ts'

/** The parts of the benchmark, in the order in which they run. */
export const realtimeSections = ['receive', 'memory', 'size'] as const

/** One of them. */
export type RealtimeSection = (typeof realtimeSections)[number]

/** What the command line asks for. */
export interface RealtimeOrder {
  readonly sections: readonly RealtimeSection[]
  readonly contenders: readonly RealtimeContender[]
  readonly rounds: number
  /** A short run, to see that all of it works. */
  readonly quick: boolean
  /** Whether the results are kept: a quick run's are not, nor those of some contenders. */
  readonly keep: boolean
}

const usage = `pnpm bench:realtime [--rounds N] [--only NAME,…] [--quick]
  --rounds N   how often each contender receives (default 9; --quick: 1)
  --only NAME  sections (${realtimeSections.join(', ')}) and contenders (${realtimeContenders.map(({ name }) => name).join(', ')})
  --quick      a short run, to see that it works; nothing is written`

/**
 * Reads the command line.
 *
 * @throws Error that says what is wrong with it.
 */
export function parseRealtimeArguments(args: readonly string[]): RealtimeOrder {
  const values = read(args)
  const { quick } = values
  const rounds = values.rounds === undefined ? (quick ? 1 : 9) : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw wrong('--rounds must be a whole number from 1')
  const only = values.only.flatMap((names) => names.split(',').filter((name) => name !== ''))
  const sections = realtimeSections.filter((name) => only.includes(name))
  const contenders = realtimeContenders.filter(({ name }) => only.includes(name))
  const known: readonly string[] = [...sections, ...contenders.map(({ name }) => name)]
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw wrong(`--only does not know ${unknown.join(', ')}`)
  return {
    sections: sections.length > 0 ? sections : realtimeSections,
    contenders: contenders.length > 0 ? contenders : realtimeContenders,
    rounds,
    quick,
    keep: !quick && contenders.length === 0,
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        quick: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error))
  }
}

function wrong(message: string): Error {
  return new Error(`${message}\n\n${usage}`)
}

import { parseArgs } from 'node:util'
import type { Contender } from '../contenders/contender.ts'
import { contenders } from '../contenders/contenders.ts'

/** The parts of the benchmark, in the order in which they run. */
export const sections = ['speed', 'reading', 'start', 'size', 'types', 'exam', 'leaks'] as const

/** One of them. */
export type SectionName = (typeof sections)[number]

/** What the command line asks for. */
export interface Order {
  readonly sections: readonly SectionName[]
  readonly contenders: readonly Contender[]
  readonly rounds: number
  /** A short run, to see that all of it works. */
  readonly quick: boolean
  /** Whether the results go to `results` and `docs/benchmarks.md`: a quick run's do not, nor those of some contenders. */
  readonly keep: boolean
}

/** How the command is used. */
const usage = `pnpm bench:http [--rounds N] [--only NAME,…] [--quick]
  --rounds N   how many pairs of slices each contender gets in each case (default 10; --quick: 2)
  --only NAME  sections (${sections.join(', ')}) and contenders (${contenders.map(({ name }) => name).join(', ')})
  --quick      a short run, to see that it works; nothing is written`

/**
 * Reads the command line.
 *
 * @throws Error that says what is wrong with it.
 */
export function parseArguments(args: readonly string[]): Order {
  const values = read(args)
  const { quick } = values
  const rounds = values.rounds === undefined ? (quick ? 2 : 10) : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw wrong('--rounds must be a whole number from 1')
  const only = values.only.flatMap((names) => names.split(',').filter((name) => name !== ''))
  const someSections = sections.filter((name) => only.includes(name))
  const someContenders = contenders.filter(({ name }) => only.includes(name))
  const unknown = only.filter(
    (name) => !sections.some((one) => one === name) && !contenders.some((one) => one.name === name),
  )
  if (unknown.length > 0) throw wrong(`--only does not know ${unknown.join(', ')}`)
  return {
    sections: someSections.length > 0 ? someSections : sections,
    contenders: someContenders.length > 0 ? someContenders : contenders,
    rounds,
    quick,
    keep: !quick && someContenders.length === 0,
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

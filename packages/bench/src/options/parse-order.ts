import { parseArgs } from 'node:util'

/** What the command line of a benchmark asks for. */
export interface Order<Section extends string, Contender> {
  readonly sections: readonly Section[]
  readonly contenders: readonly Contender[]
  readonly rounds: number
  /** A short run, to see that all of it works. */
  readonly quick: boolean
  /** Whether the results are kept: a quick run's are not, nor those of some contenders. */
  readonly keep: boolean
}

/** What a benchmark has to offer. */
export interface Menu<Section extends string, Contender> {
  readonly sections: readonly Section[]
  readonly contenders: readonly Contender[]
  /** How many rounds there are without `--rounds`, and how many of them in a quick run. */
  readonly rounds: number
  readonly quickRounds: number
  /** How the command is used. */
  readonly usage: string
}

/**
 * Reads the command line: `--rounds`, `--only` and `--quick`.
 *
 * @throws Error that says what is wrong with it.
 */
export function parseOrder<Section extends string, Contender extends { readonly name: string }>(
  args: readonly string[],
  menu: Menu<Section, Contender>,
): Order<Section, Contender> {
  const wrong = (message: string) => new Error(`${message}\n\n${menu.usage}`)
  const values = read(args, wrong)
  const { quick } = values
  const usual = quick ? menu.quickRounds : menu.rounds
  const rounds = values.rounds === undefined ? usual : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw wrong('--rounds must be a whole number from 1')
  const only = values.only.flatMap((names) => names.split(',').filter((name) => name !== ''))
  const sections = menu.sections.filter((name) => only.includes(name))
  const contenders = menu.contenders.filter(({ name }) => only.includes(name))
  const known: readonly string[] = [...sections, ...contenders.map(({ name }) => name)]
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw wrong(`--only does not know ${unknown.join(', ')}`)
  return {
    sections: sections.length > 0 ? sections : menu.sections,
    contenders: contenders.length > 0 ? contenders : menu.contenders,
    rounds,
    quick,
    keep: !quick && contenders.length === 0,
  }
}

function read(args: readonly string[], wrong: (message: string) => Error) {
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

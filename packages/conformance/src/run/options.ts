import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface RunOptions {
  /** Names of the runtimes to run on. */
  readonly only: readonly string[]
  /** Goes on without runtimes that are not installed. */
  readonly skipMissing: boolean
  /** Compares the page with what it should be, instead of writing it. */
  readonly check: boolean
}

/**
 * Reads the command line.
 *
 * @param known - names of all runtimes.
 * @throws TypeError with a sentence that says what to write.
 */
export function runOptions(args: readonly string[], known: readonly string[]): RunOptions {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      only: { type: 'string' },
      'skip-missing': { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
    },
  })
  const only = values.only?.split(',') ?? known
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new TypeError(`There is no runtime ${unknown.join(', ')}. The runtimes are ${known.join(', ')}.`)
  }
  return { only, skipMissing: values['skip-missing'], check: values.check }
}

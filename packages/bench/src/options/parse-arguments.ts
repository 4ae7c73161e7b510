import type { Contender } from '../contenders/contender.ts'
import { contenders } from '../contenders/contenders.ts'
import { type Order, parseOrder } from './parse-order.ts'

/** The parts of the benchmark, in the order in which they run. */
export const sections = ['speed', 'reading', 'start', 'size', 'types', 'exam', 'leaks'] as const

/** One of them. */
export type SectionName = (typeof sections)[number]

/** What the command line asks for. */
export type HttpOrder = Order<SectionName, Contender>

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
export function parseArguments(args: readonly string[]): HttpOrder {
  return parseOrder(args, { sections, contenders, rounds: 10, quickRounds: 2, usage })
}

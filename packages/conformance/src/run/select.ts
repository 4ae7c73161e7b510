import type { RunOptions } from './options.ts'
import type { Ready } from './run-all.ts'
import type { Runtime } from './runtime.ts'

/** The runtimes that were asked for, and what is wrong with the others. */
export interface Selection {
  readonly ready: readonly Ready[]
  /** One text for each runtime that is missing although it was asked for. */
  readonly missing: readonly string[]
}

/** Picks the runtimes that were asked for and tells which of them are not installed. */
export function select(
  runtimes: readonly Runtime[],
  { only }: Pick<RunOptions, 'only'>,
  folder: string,
): Selection {
  const asked = runtimes.filter(({ name }) => only.includes(name))
  const found = asked.map((runtime) => ({ runtime, launch: runtime.launch(folder) }))
  return {
    ready: found.flatMap(({ runtime, launch }) => (launch === undefined ? [] : { runtime, launch })),
    missing: found.flatMap(({ runtime: { label, remedy }, launch }) =>
      launch === undefined ? `${label} is not installed. ${remedy}` : [],
    ),
  }
}

import type { Tasks } from './tasks.ts'

/** A task, as it is sent to a child process. */
export interface Asked {
  readonly task: keyof Tasks
  readonly input: unknown
}

/** How it went. */
export type Answered =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: string }

/** Does tasks; a failure becomes an answer, so that the parent hears of it. */
export function answering(tasks: Tasks): (asked: Asked) => Promise<Answered> {
  const byName = tasks as Readonly<Record<string, (input: unknown) => unknown>>
  return async ({ task, input }) => {
    try {
      return { ok: true, output: await byName[task]?.(input) }
    } catch (error) {
      return { ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
  }
}

import type { RuntimeKind } from '../suite/runtime-kind.ts'

/** How to start a runtime's program. */
export interface Launch {
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A runtime that the suite is run on. */
export interface Runtime {
  /** For the command line: `node-22`. */
  readonly name: string
  /** For people: `Node 22`. */
  readonly label: string
  readonly kind: RuntimeKind
  /**
   * How to start it.
   *
   * @param folder - where the suite is, ready to run.
   * @returns `undefined` where the runtime is not installed.
   */
  launch(folder: string): Launch | undefined
  /** What to do to have it. */
  readonly remedy: string
}

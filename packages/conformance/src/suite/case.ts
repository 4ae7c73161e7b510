import type { RuntimeKind } from './runtime-kind.ts'
import type { World } from './world.ts'

/** One thing that must be so on every runtime. */
export interface Case {
  readonly name: string
  /** Throws when it is not so. */
  readonly run: (world: World) => Promise<void> | void
  /**
   * Runtimes where it cannot be, each with the reason. The case is run there all the same and must fail: a reason that
   * no longer holds is found out.
   */
  readonly except?: Readonly<Partial<Record<RuntimeKind, string>>>
}

/** Cases about one subject. */
export interface Chapter {
  readonly name: string
  readonly cases: readonly Case[]
}

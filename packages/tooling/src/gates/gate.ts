/** What a gate found. */
export interface GateResult {
  /** One sentence each; none when all is well. */
  readonly findings: readonly string[]
  /** A few words for the gate's line. */
  readonly note?: string
  /** Lines to show below the gate's line. */
  readonly table?: readonly string[]
}

/** One check of the repository. */
export interface Gate {
  readonly name: string
  run(): GateResult | Promise<GateResult>
}

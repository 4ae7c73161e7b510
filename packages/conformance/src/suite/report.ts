import type { RuntimeKind } from './runtime-kind.ts'

/** How one case ended: `declared` where its failure was announced, with the reason. */
export interface CaseReport {
  readonly chapter: string
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'declared'
  /** Why it failed, or why it cannot be. */
  readonly detail?: string
}

/** What a runtime says of itself, and how its cases ended. */
export interface Report {
  readonly kind: RuntimeKind
  readonly version: string
  readonly cases: readonly CaseReport[]
}

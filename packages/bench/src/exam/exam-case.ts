import type { MakeClient } from './sit.ts'

/** How a contender did in one case. */
export interface Grade {
  /** `undefined`: its library has no call to try it with. */
  readonly passed: boolean | undefined
  /** What was seen: attempts, gaps in milliseconds, how the call ended. */
  readonly seen: string
}

/** One case of the retry exam. */
export interface ExamCase {
  readonly name: string
  /** What it takes to pass. */
  readonly wanted: string
  readonly run: (make: MakeClient, graceMs: number) => Promise<Grade>
}

/** What a busy machine may add to a promise that is kept, in milliseconds. */
export const usualGraceMs = 100

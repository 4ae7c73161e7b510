import type { Machine } from '../environment/machine.ts'
import type { Grade } from '../exam/exam-case.ts'
import type { Leaks } from '../leaks/measure-leaks.ts'
import type { ReadingRow } from '../reading/measure-reading.ts'
import type { SizeRow } from '../size/measure-size.ts'
import type { SpeedRow } from '../speed/speed-rows.ts'
import type { StartRow } from '../start/measure-start.ts'
import type { TypesRow } from '../types/measure-types.ts'

/** One section as it was measured. */
export interface Measured<Row> {
  readonly machine: Machine
  /** How often each thing was measured. */
  readonly rounds: number
  readonly versions: Readonly<Record<string, string>>
  readonly rows: readonly Row[]
}

/** How a contender did in the exam: its grades by the name of the case. */
export interface ExamRow {
  readonly contender: string
  readonly grades: Readonly<Record<string, Grade>>
}

/** What a contender leaves behind. */
export interface LeakRow extends Leaks {
  readonly contender: string
}

/** Everything that was measured; a section that was not is missing. */
export interface Results {
  readonly speed?: Measured<SpeedRow>
  readonly reading?: Measured<ReadingRow>
  readonly start?: Measured<StartRow>
  readonly size?: Measured<SizeRow>
  readonly types?: Measured<TypesRow>
  readonly exam?: Measured<ExamRow>
  readonly leaks?: Measured<LeakRow>
}

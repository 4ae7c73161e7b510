import { int64, optional, record, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** A detailed report over a period (guide: "API REST", `/analytics/reports`). */
export interface Report {
  readonly id: number
  readonly title: string
  /** What the report is about: `users`, `messages`, `streams` … */
  readonly type: string
  readonly from?: Date
  readonly to?: Date
  readonly createdAt: Date
  /** The figures, by name; names are never renamed. */
  readonly figures?: Record<string, unknown>
}

/**
 * A report on the wire and here (guide: "API REST").
 *
 * @example
 * ```ts
 * import { reportModel } from '@veza/protocol'
 *
 * const report = reportModel.read({
 *   id: 3,
 *   title: 'January',
 *   type: 'users',
 *   created_at: '2024-02-01T00:00:00Z',
 *   figures: { new_users: 12 },
 * })
 * console.log(report.figures) // { new_users: 12 }
 * ```
 */
export const reportModel: Model<Report> = model<Report>('report', {
  id: int64,
  title: text,
  type: text,
  from: optional(time),
  to: optional(time),
  createdAt: time,
  figures: optional(record),
})

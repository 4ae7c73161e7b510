import { int64, nullable, optional, record, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** A signal between users, as the event `signal.created` tells of it. */
export interface Signal {
  readonly id: number
  /** What it is: the platform's word for it. */
  readonly type: string
  readonly userId: number
  readonly roomId?: number | null
  /** Whatever its sender attached; its keys are never renamed. */
  readonly payload?: Record<string, unknown> | null
  readonly createdAt: Date
}

/**
 * A signal on the wire and here.
 *
 * @example
 * ```ts
 * import { signalModel } from '@veza/protocol'
 *
 * const signal = signalModel.read({ id: 1, type: 'offer', user_id: 7, created_at: '2024-01-01T12:00:00Z' })
 * console.log(signal.type, signal.userId) // offer 7
 * ```
 */
export const signalModel: Model<Signal> = model<Signal>('signal', {
  id: int64,
  type: text,
  userId: int64,
  roomId: optional(nullable(int64)),
  payload: optional(nullable(record)),
  createdAt: time,
})

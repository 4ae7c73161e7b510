import { number, type OpenEnum, openEnum, optional, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** The platform's figures of the moment (guide: "Dashboard Analytics"). */
export interface Metrics {
  readonly activeUsers: number
  readonly messagesPerHour: number
  readonly systemStatus: OpenEnum<'healthy' | 'degraded' | 'down'>
  readonly measuredAt?: Date
}

/**
 * The platform's figures on the wire and here (guide: "Dashboard Analytics").
 *
 * @example
 * ```ts
 * import { metricsModel } from '@veza/protocol'
 *
 * const wire = { active_users: 150, messages_per_hour: 1200, system_status: 'healthy' }
 * console.log(metricsModel.read(wire).activeUsers) // 150
 * ```
 */
export const metricsModel: Model<Metrics> = model<Metrics>('metrics', {
  activeUsers: number,
  messagesPerHour: number,
  systemStatus: openEnum('healthy', 'degraded', 'down'),
  measuredAt: optional(time),
})

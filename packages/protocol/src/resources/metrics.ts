import { type OpenEnum, openEnum } from '../fields/open-enum.ts'
import { number } from '../fields/scalars.ts'
import { time } from '../fields/time.ts'
import { optional } from '../fields/wrappers.ts'
import { type Model, model } from '../model/model.ts'

/** The platform's figures of the moment (guide: "Dashboard Analytics"). */
export interface Metrics {
  readonly activeUsers: number
  readonly messagesPerHour: number
  readonly systemStatus: OpenEnum<'healthy' | 'degraded' | 'down'>
  readonly measuredAt?: Date
}

export const metricsModel: Model<Metrics> = model<Metrics>('metrics', {
  activeUsers: number,
  messagesPerHour: number,
  systemStatus: openEnum(['healthy', 'degraded', 'down']),
  measuredAt: optional(time),
})

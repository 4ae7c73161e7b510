import { metricsModel, reportModel } from '@veza/protocol'
import type { Series } from './series.ts'

const dayMs = 86_400_000

/** Builders for metrics and reports. */
export function analyticsBuilders(series: Series) {
  return {
    buildMetrics: series.builder('buildMetrics', metricsModel, ({ number, at }) => ({
      activeUsers: number,
      messagesPerHour: 10 * number,
      systemStatus: 'healthy',
      measuredAt: at,
    })),
    buildReport: series.builder('buildReport', reportModel, ({ number, at }) => ({
      id: number,
      title: `Report ${number}`,
      type: 'users',
      from: new Date(at.getTime() - dayMs),
      to: at,
      createdAt: at,
      figures: { total: number },
    })),
  }
}

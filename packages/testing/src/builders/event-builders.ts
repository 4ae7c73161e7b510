import { membershipModel, signalModel } from '@veza/protocol'
import type { Series } from './series.ts'

/** Builders for what only events tell of. */
export function eventBuilders(series: Series) {
  return {
    buildMembership: series.builder('buildMembership', membershipModel, ({ number, at }) => ({
      roomId: 1,
      userId: number,
      joinedAt: at,
      leftAt: null,
    })),
    buildSignal: series.builder('buildSignal', signalModel, ({ number, at }) => ({
      id: number,
      type: 'custom',
      userId: 1,
      roomId: null,
      payload: {},
      createdAt: at,
    })),
  }
}

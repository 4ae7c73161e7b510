export type { ManualClockOptions } from './manual-clock.ts'
export { ManualClock } from './manual-clock.ts'

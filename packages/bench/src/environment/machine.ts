import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** Where and when something was measured. */
export interface Machine {
  /** UTC, to the minute. */
  readonly date: string
  readonly processor: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  /** Other programs' demand on the processor, as the mean of the minute before. */
  readonly load: number
}

/** This machine, now. */
export function thisMachine(now = new Date()): Machine {
  return {
    date: `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
}

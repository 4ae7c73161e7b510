import type { Spread } from '../statistics/spread.ts'

/** A number with so many digits after the point; a dash for what was not measured. */
export function figure(value: number | undefined, digits: number): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits)
}

/** Median and quartiles: `0.73 (0.70–0.77)`. */
export function withQuartiles(measured: Spread | undefined, digits: number): string {
  if (measured === undefined || Number.isNaN(measured.median)) return '–'
  const { median, q1, q3 } = measured
  return `${figure(median, digits)} (${figure(q1, digits)}–${figure(q3, digits)})`
}

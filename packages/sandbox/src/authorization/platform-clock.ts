/** The farthest that a clock can be off, in milliseconds: further, and certificates would mean nothing. */
const farthestMs = 366 * 24 * 3_600_000

/** The platform's clock, which can be put wrong. */
export interface PlatformClock {
  /** How far it is ahead of the clock that the sandbox was given, in milliseconds; negative where it is behind. */
  offsetMs: number
  /** Milliseconds since the Unix epoch, as the platform has it. */
  now(): number
}

/** Whether a clock can be off by that much. */
export function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= farthestMs
}

/**
 * The clock of a sandbox. @param source - the clock it is off from.
 *
 * Setting `offsetMs` to what is no number within a year throws a TypeError.
 */
export function platformClock(source: () => number, offsetMs: number): PlatformClock {
  let offset = offsetMs
  return {
    get offsetMs() {
      return offset
    },
    set offsetMs(value) {
      if (!isOffset(value))
        throw new TypeError('Write the offset in milliseconds, a year at most either way.')
      offset = value
    },
    now: () => source() + offset,
  }
}

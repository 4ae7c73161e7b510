/** How a time is written. */
export interface TimeUnit {
  /** Its name, for people. */
  readonly name: string
  /** How exact it is, in milliseconds. */
  readonly stepMs: number
  /** Milliseconds since the Unix epoch; `NaN` for what is not written as it should be. */
  readonly read: (text: string) => number
  readonly write: (ms: number) => string
}

/**
 * Unix seconds. As many digits as they have until the year 2286: where time and body are signed without anything between
 * them, a digit could otherwise be moved from one to the other.
 */
export const seconds: TimeUnit = {
  name: 's',
  stepMs: 1000,
  read: (text) => (/^\d{10}$/.test(text) ? Number(text) * 1000 : Number.NaN),
  write: (ms) => String(Math.floor(ms / 1000)),
}

/** Unix milliseconds, likewise. */
export const milliseconds: TimeUnit = {
  name: 'ms',
  stepMs: 1,
  read: (text) => (/^\d{13}$/.test(text) ? Number(text) : Number.NaN),
  write: String,
}

/** RFC 3339 in UTC; what is finer than a millisecond is dropped. */
export const rfc3339: TimeUnit = {
  name: 'RFC 3339',
  stepMs: 1,
  read: (text) => {
    const [, instant] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z$/.exec(text) ?? []
    return instant === undefined ? Number.NaN : Date.parse(`${instant}Z`)
  },
  write: (ms) => new Date(ms).toISOString(),
}

import fc from 'fast-check'

/** What can happen in a schedule. */
const stepNames = [
  'accept',
  'serve',
  'deliver',
  'post',
  'send',
  'send-again',
  'abort-send',
  'subscribe',
  'unsubscribe',
  'pass-time',
  'cut',
  'hang-up',
  'restart',
  'disturb',
  'lose',
  'offline',
  'online',
  'abort',
  'close',
] as const

/** One of the names of steps. */
export type StepName = (typeof stepNames)[number]

/** One thing that happens. */
export interface Step {
  readonly name: StepName
  /** Which, or how much: from 0 to 9. */
  readonly amount: number
}

/** What a conversation is put through. */
export interface Schedule {
  readonly steps: readonly Step[]
  /** Whether it begins when both rooms are subscribed. */
  readonly warm: boolean
  /** Whether the server speaks `veza.v2`. */
  readonly exact: boolean
  /** Whether the runtime can ping. */
  readonly hasPing: boolean
  readonly whenFull: 'reject' | 'drop-oldest' | 'wait'
  /** What every draw of chance gives. */
  readonly chance: number
}

/** How often each comes: what moves things along comes more often than what ends them. */
const weights: Readonly<Partial<Record<StepName, number>>> = {
  accept: 12,
  serve: 16,
  deliver: 24,
  post: 10,
  send: 10,
  subscribe: 8,
  cut: 6,
  abort: 0.15,
  close: 0.3,
}

const step = fc.record({
  name: fc.oneof(
    ...stepNames.map((name) => ({
      arbitrary: fc.constant(name),
      weight: Math.round(20 * (weights[name] ?? 3)),
    })),
  ),
  amount: fc.nat(9),
})

/** Schedules of every kind. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  steps: fc.array(step, { maxLength: 80, size: 'max' }),
  warm: fc.boolean(),
  exact: fc.boolean(),
  hasPing: fc.boolean(),
  whenFull: fc.constantFrom('reject', 'drop-oldest', 'wait'),
  chance: fc.constantFrom(0, 0.3, 0.999),
})

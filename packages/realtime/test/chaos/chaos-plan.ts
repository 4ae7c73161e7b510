import fc from 'fast-check'

/** What breaks a conversation: faults of the network, and of the server. */
export const cutKinds = [
  'reset',
  'fin',
  'half-down',
  'half-up',
  'blackhole',
  'stall',
  'late',
  'refuse',
  'server-reset',
  'server-half-frame',
  'half-open',
  'close',
  'restart',
  'crash',
  'token-expired',
  'token-expiring',
  'goaway',
  'duplicate',
  'reorder',
  'delay',
] as const

/**
 * Faults of the network. They hit the newest connection at any time; those of the server, only one that it knows: else
 * they might hit nothing but what an earlier fault has left.
 */
export const networkKinds: ReadonlySet<CutKind> = new Set([
  'reset',
  'fin',
  'half-down',
  'half-up',
  'blackhole',
  'stall',
  'late',
  'refuse',
])

/** One of {@link cutKinds}. */
export type CutKind = (typeof cutKinds)[number]

/** One fault of a plan. */
export interface Cut {
  readonly kind: CutKind
  /** Before which message down it comes. */
  readonly before: number
  /**
   * Before which message the client is given the time to come back; `undefined`: the cut hits its next connection as
   * soon as there is one.
   */
  readonly restBefore: number | undefined
  /** From 0 up to 1: how much of it. */
  readonly amount: number
}

/** What to do to whom. */
export interface ChaosPlan {
  readonly seed: number
  /** How many messages others send. */
  readonly down: number
  /** How many messages the client sends. */
  readonly up: number
  readonly cuts: readonly Cut[]
}

/** The share of cuts that do not wait until all is well. */
const impatience = 0.3

const unit = fc.integer({ min: 0, max: 999_999 }).map((value) => value / 1_000_000)

/** The same plan for the same seed. Every kind comes as often as any other, in an order of its own. */
export function chaosPlan(seed: number, cuts: number, down: number, up: number): ChaosPlan {
  const rounds = Math.ceil(cuts / cutKinds.length)
  const round = fc.shuffledSubarray([...cutKinds], { minLength: cutKinds.length })
  const kinds = fc.sample(fc.noBias(round), { seed, numRuns: rounds }).flat().slice(0, cuts)
  const chances = fc.sample(fc.noBias(fc.tuple(unit, unit, unit, unit)), { seed, numRuns: cuts })
  let last = 0
  return {
    seed,
    down,
    up,
    cuts: kinds.map((kind, index) => {
      const [share = 0, patience = 0, rest = 0, amount = 0] = chances[index] ?? []
      const before = Math.floor(((index + share) * down) / cuts)
      const restBefore = patience < impatience ? undefined : last + Math.floor(rest * (before - last))
      last = before
      return { kind, before, restBefore, amount }
    }),
  }
}

import type { SandboxRealtime } from '@veza/sandbox'
import type { FaultProxy } from '../support/fault-proxy.ts'
import type { Cut, CutKind } from './chaos-plan.ts'

/** What a cut is done to. */
export interface CutTarget {
  readonly proxy: FaultProxy
  readonly realtime: SandboxRealtime
}

type Inflict = (target: CutTarget, amount: number) => number

const closeCodes = [1000, 1001, 1006, 1011, 1012, 1013, 4000]

const inflictions: Readonly<Record<CutKind, Inflict>> = {
  reset: ({ proxy }) => proxy.inflict('reset'),
  fin: ({ proxy }) => proxy.inflict('fin'),
  'half-down': ({ proxy }, amount) => proxy.inflict('half-down', amount),
  'half-up': ({ proxy }, amount) => proxy.inflict('half-up', amount),
  blackhole: ({ proxy }) => proxy.inflict('blackhole'),
  stall: ({ proxy }, amount) => proxy.inflict('stall', amount),
  late: ({ proxy }) => proxy.inflict('late'),
  refuse({ proxy }, amount) {
    const hit = proxy.inflict('reset')
    if (hit > 0) proxy.refuse(1 + Math.floor(amount * 3))
    return hit
  },
  'server-reset': ({ realtime }) => realtime.cut(),
  'server-half-frame': ({ realtime }) => realtime.cut({ midFrame: true }),
  'half-open': ({ realtime }) => realtime.halfOpen(),
  close({ realtime }, amount) {
    const code = closeCodes[Math.floor(amount * closeCodes.length)] ?? 1001
    return realtime.close(code === 1006 ? {} : { code, reason: 'Chaos' })
  },
  restart: ({ realtime }) => realtime.restart(),
  crash: ({ realtime }) => realtime.restart({ graceful: false }),
  'token-expired': ({ realtime }) => realtime.expireToken(),
  'token-expiring': ({ realtime }, amount) => realtime.expireToken({ inMs: Math.ceil(amount * 500) }),
  goaway: ({ realtime }, amount) =>
    realtime.goaway({ retryAfterMs: Math.floor(amount * 20), windowMs: Math.floor(amount * 100) }),
  duplicate: ({ realtime }, amount) => realtime.duplicate({ events: 1 + Math.floor(amount * 50) }),
  reorder: ({ realtime }, amount) => realtime.reorder({ pairs: 1 + Math.floor(amount * 50) }),
  delay: ({ realtime }, amount) => realtime.delay({ ms: Math.floor(amount * 50) }),
}

/** What leaves the connection standing. */
const harmless: ReadonlySet<CutKind> = new Set(['stall', 'token-expiring', 'duplicate', 'reorder', 'delay'])

/**
 * Does what a plan says. A delay lasts until the next cut.
 *
 * @returns how many connections it hit, and whether another one has to follow.
 */
export function inflictCut({ kind, amount }: Cut, target: CutTarget): { hit: number; ends: boolean } {
  target.realtime.delay({ ms: 0 })
  const hit = inflictions[kind](target, amount)
  return { hit, ends: hit > 0 && !harmless.has(kind) }
}

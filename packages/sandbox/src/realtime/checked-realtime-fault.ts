import type { RealtimeFault } from './realtime-fault.ts'

type Check = (value: unknown) => boolean

const isMs: Check = (value) => Number.isFinite(value) && Number(value) >= 0 && Number(value) < 2 ** 31
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 1
const isFlag: Check = (value) => typeof value === 'boolean'
const isText: Check = (value) => typeof value === 'string'
/** What may stand in a close frame (RFC 6455, section 7.4). */
const isCode: Check = (value) =>
  (isCount(value) &&
    Number(value) >= 1000 &&
    Number(value) <= 1014 &&
    ![1004, 1005, 1006].includes(Number(value))) ||
  (isCount(value) && Number(value) >= 3000 && Number(value) <= 4999)
/** A close frame holds 125 bytes, two of them for the code. */
const isReason: Check = (value) =>
  typeof value === 'string' && new TextEncoder().encode(value).byteLength <= 123

type Checks = Readonly<Record<string, Check>>

const target: Checks = { room: isCount, session: isText }
const options: Readonly<Record<RealtimeFault['kind'], Checks>> = {
  cut: { midFrame: isFlag },
  close: { code: isCode, reason: isReason },
  'half-open': {},
  duplicate: { events: isCount },
  reorder: { pairs: isCount },
  delay: { ms: isMs },
  'expire-token': { inMs: isMs },
  goaway: { retryAfterMs: isMs, windowMs: isMs },
  restart: { graceful: isFlag },
  clear: {},
}

/**
 * The value as a fault.
 *
 * @throws TypeError where it is none, with a sentence that says what to write.
 */
export function checkedRealtimeFault(value: unknown): RealtimeFault {
  const fault = Object(value) as Readonly<Record<string, unknown>>
  const kind = String(fault['kind'])
  if (!Object.hasOwn(options, kind))
    throw new TypeError(`A realtime fault has a kind: ${Object.keys(options).join(', ')}.`)
  const known = { ...(kind !== 'restart' && target), ...options[kind as RealtimeFault['kind']] } as Checks
  for (const [name, option] of Object.entries(fault)) {
    if (name === 'kind' || option === undefined) continue
    if (!Object.hasOwn(known, name))
      throw new TypeError(`The fault "${kind}" has no "${name}"; it has ${Object.keys(known).join(', ')}.`)
    if (known[name]?.(option) !== true) throw new TypeError(`The fault "${kind}" has a wrong "${name}".`)
  }
  if (kind === 'delay' && fault['ms'] === undefined)
    throw new TypeError('The fault "delay" needs ms, a number of milliseconds.')
  if (kind === 'close' && fault['reason'] !== undefined && fault['code'] === undefined)
    throw new TypeError('The fault "close" has a reason only beside a code.')
  return fault as unknown as RealtimeFault
}

import { InvalidRequestError } from '@veza/resilience'
import { type AddressRange, isWithin, parseRange, specialRange } from './address-range.ts'
import type { EgressPolicy } from './egress-policy.ts'
import { isBelow, isPrivateName } from './private-name.ts'

/** A policy, read once. */
export interface EgressRules {
  readonly schemes: readonly string[]
  readonly ports: readonly number[]
  /** Why this host name is refused. */
  readonly refusesName: (name: string) => boolean
  /** The range by which an address, in plain form, is refused; `undefined` where it is let through. */
  readonly refusesAddress: (address: string) => string | undefined
}

const known: readonly string[] = ['allowHttp', 'ports', 'allow', 'block']

/**
 * Reads a policy.
 *
 * @throws InvalidRequestError `INVALID_OPTION`
 */
export function egressRules(policy: EgressPolicy): EgressRules {
  const unknown = Object.keys(policy).find((name) => !known.includes(name))
  if (unknown !== undefined) throw invalid(`unknown option "${unknown}"`, `It has ${known.join(', ')}.`)
  const { allowHttp = false, ports = allowHttp ? [443, 80] : [443], allow = [], block = [] } = policy
  if (typeof allowHttp !== 'boolean') throw invalid('option "allowHttp" is invalid', 'Pass a boolean.')
  if (!Array.isArray(ports) || !ports.every(isPort)) {
    throw invalid('option "ports" is invalid', 'Pass a list of whole numbers from 1 to 65535.')
  }
  const allowed = readList('allow', allow)
  const blocked = readList('block', block)
  return {
    schemes: allowHttp ? ['https:', 'http:'] : ['https:'],
    ports,
    refusesName: (name) =>
      blocked.names.some((domain) => isBelow(name, domain)) ||
      (isPrivateName(name) && !allowed.names.includes(name)),
    refusesAddress: (address) => {
      if (isWithin(address, blocked.ranges)) return 'blocked'
      return isWithin(address, allowed.ranges) ? undefined : specialRange(address)
    },
  }
}

interface NamesAndRanges {
  readonly names: readonly string[]
  readonly ranges: readonly AddressRange[]
}

function readList(option: string, entries: readonly string[]): NamesAndRanges {
  const names: string[] = []
  const ranges: AddressRange[] = []
  const remedy = 'Pass a list of addresses, ranges such as 10.0.0.0/8, and host names.'
  if (!Array.isArray(entries)) throw invalid(`option "${option}" is invalid`, remedy)
  for (const entry of entries) {
    const range = typeof entry === 'string' ? parseRange(entry) : undefined
    if (range !== undefined) ranges.push(range)
    else if (isName(entry)) names.push(entry.toLowerCase())
    else throw invalid(`option "${option}" is invalid`, remedy)
  }
  return { names, ranges }
}

/** The last label of a name is no number, or a mistyped address would pass for one. */
function isName(entry: unknown): entry is string {
  return typeof entry === 'string' && /^(?:[\w-]+\.)*[a-z_-][\w-]*$/i.test(entry)
}

function isPort(port: unknown): boolean {
  return Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65_535
}

function invalid(message: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`The egress policy: ${message}. ${remedy}`, {
    code: 'INVALID_OPTION',
    remedy,
  })
}

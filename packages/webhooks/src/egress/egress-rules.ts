import { checkOptions, isA } from '@veza/resilience/options'
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

/**
 * Reads a policy.
 *
 * @throws InvalidRequestError `INVALID_OPTION`
 */
export function egressRules(policy: EgressPolicy): EgressRules {
  checkOptions('The egress policy', policy, {
    allowHttp: isA('boolean'),
    ports: (value) =>
      Array.isArray(value) && value.every(isPort)
        ? undefined
        : 'Pass a list of whole numbers from 1 to 65535.',
    allow: listRemedy,
    block: listRemedy,
  })
  const { allowHttp = false, ports = allowHttp ? [443, 80] : [443], allow = [], block = [] } = policy
  const allowed = readList(allow)
  const blocked = readList(block)
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

function readList(entries: readonly string[]): NamesAndRanges {
  const names: string[] = []
  const ranges: AddressRange[] = []
  for (const entry of entries) {
    const range = parseRange(entry)
    if (range === undefined) names.push(entry.toLowerCase())
    else ranges.push(range)
  }
  return { names, ranges }
}

function listRemedy(entries: unknown): string | undefined {
  const isRight = (entry: unknown) =>
    typeof entry === 'string' && (parseRange(entry) !== undefined || isName(entry))
  return Array.isArray(entries) && entries.every(isRight)
    ? undefined
    : 'Pass a list of addresses, ranges such as 10.0.0.0/8, and host names.'
}

/** The last label of a name is no number, or a mistyped address would pass for one. */
function isName(entry: string): boolean {
  return /^(?:[\w-]+\.)*[a-z_-][\w-]*$/i.test(entry)
}

function isPort(port: unknown): boolean {
  return Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65_535
}

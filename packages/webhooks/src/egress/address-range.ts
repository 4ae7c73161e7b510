import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** A range of addresses: the network, and how many of its bits count. */
export type AddressRange = readonly [network: Address, prefix: number]

/** Public by the registries, and still not the world outside: what the machine's own host answers on. */
const hostServices: readonly AddressRange[] = [
  // Azure's "wire server", the same address in every virtual network.
  [ipaddr.parse('168.63.129.16'), 32],
]

/** All that IANA has given out as global unicast IPv6 lies here (RFC 3587). */
const globalUnicast: AddressRange = [ipaddr.parse('2000::'), 3]

/**
 * Reads an address or a range, such as `10.0.0.0/8` or `::1`.
 *
 * @returns `undefined` for what is neither.
 */
export function parseRange(text: string): AddressRange | undefined {
  // The library also reads short, octal and hexadecimal forms, which no policy should hold.
  const plain = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)(?:\/\d{1,3})?$/i
  if (!plain.test(text)) return undefined
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (!ipaddr.isValid(text)) return undefined
  const address = ipaddr.parse(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/**
 * An address in its one plain form.
 *
 * @returns `undefined` for what is no full address: a short form or one with a zone.
 */
export function plainAddress(text: string): string | undefined {
  const range = text.includes('/') ? undefined : parseRange(text)
  return range?.[0].toString()
}

/** Whether the address, in plain form, lies in one of the ranges. */
export function isWithin(address: string, ranges: readonly AddressRange[]): boolean {
  const parsed = ipaddr.parse(address)
  return ranges.some((range) => contains(range, parsed))
}

/**
 * The name of the special range that an address lies in. An allow-list: only what is known to be public has none.
 *
 * @param address - in plain form.
 * @returns such as `loopback`, `private`, `linkLocal`, `ipv4Mapped`, `6to4`; `undefined` for a public address.
 */
export function specialRange(address: string): string | undefined {
  const parsed = ipaddr.parse(address)
  const range = parsed.range()
  if (range !== 'unicast') return range
  if (hostServices.some((service) => contains(service, parsed))) return 'hostService'
  if (parsed.kind() === 'ipv4') return undefined
  if (!contains(globalUnicast, parsed)) return 'unassigned'
  return isIsatap(parsed as ipaddr.IPv6) ? 'isatap' : undefined
}

function contains([network, prefix]: AddressRange, address: Address): boolean {
  return address.kind() === network.kind() && address.match(network, prefix)
}

/** RFC 5214: the last half names an IPv4 address, which the packet is tunnelled to. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return ((parts[4] ?? 0) & 0xfdff) === 0 && parts[5] === 0x5efe
}

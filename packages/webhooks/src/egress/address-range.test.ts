import { BlockList } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithin, parseRange, plainAddress, specialRange } from './address-range.ts'

/** The registries of IANA (special purpose, IPv4 and IPv6), written down a second time. */
const registry: readonly string[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...[
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.31.196.0/24',
    '192.52.193.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
  ],
  ...['192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...[
    '::/3',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    '2620:4f:8000::/48',
    '3fff::/20',
    '4000::/2',
    '8000::/1',
  ],
]

// One list for each kind: a range of IPv6 would also match the IPv4 addresses that can be written in it.
const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const range of registry) {
  const [network, prefix] = range.split('/') as [string, string]
  lists[kindOf(network)].addSubnet(network, Number(prefix), kindOf(network))
}
lists.ipv4.addAddress('168.63.129.16')

function kindOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4'
}

describe('the special range of an address', () => {
  test.each([
    ['127.0.0.1', 'loopback'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'carrierGradeNat'],
    ['169.254.169.254', 'linkLocal'],
    ['168.63.129.16', 'hostService'],
    ['::1', 'loopback'],
    ['::ffff:7f00:1', 'ipv4Mapped'],
    ['64:ff9b::7f00:1', 'rfc6052'],
    ['2002:7f00:1::', '6to4'],
    ['2001:0:1::', 'teredo'],
    ['fd00::1', 'uniqueLocal'],
    ['4000::1', 'unassigned'],
    ['2606:4700::5efe:7f00:1', 'isatap'],
    ['2606:4700::200:5efe:7f00:1', 'isatap'],
    ['2606:4700::300:5efe:7f00:1', undefined],
    ['2606:4700::1111', undefined],
    ['8.8.8.8', undefined],
  ])('of %s is %s', (address, range) => {
    expect(specialRange(address)).toBe(range)
  })

  test('is none exactly where the registries have none, by another reader of addresses', () => {
    const near = fc.constantFrom(...registry).chain((range) => {
      const [network, prefix] = range.split('/') as [string, string]
      return fc.integer({ min: -2, max: 2 }).map((step) => neighbour(network, Number(prefix), step))
    })
    const address = fc.oneof(fc.ipV4(), fc.ipV6(), near)
    fc.assert(
      fc.property(address, (text) => {
        const plain = plainAddress(text)
        if (plain === undefined) return expect.fail(`${text} is an address`)
        const range = specialRange(plain)
        if (range === 'isatap') return
        expect([plain, range !== undefined]).toEqual([
          plain,
          lists[kindOf(plain)].check(plain, kindOf(plain)),
        ])
      }),
      { numRuns: 5000 },
    )
  })
})

/** The address that lies `step` from the start of a range, or from its end. */
function neighbour(network: string, prefix: number, step: number): string {
  const bits = network.includes(':') ? 128 : 32
  const start = numberOf(network)
  const from = step < 0 ? start : start + (1n << BigInt(bits - prefix)) - 1n
  const size = 1n << BigInt(bits)
  return textOf((from + BigInt(step) + size) % size, bits)
}

function numberOf(address: string): bigint {
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  const [head = '', tail = ''] = address.split('::')
  const heads = head === '' ? [] : head.split(':')
  const tails = tail === '' ? [] : tail.split(':')
  const parts = [...heads, ...Array<string>(8 - heads.length - tails.length).fill('0'), ...tails]
  return parts.reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n)
}

function textOf(number: bigint, bits: number): string {
  const size = bits === 32 ? 8n : 16n
  const parts = Array.from(
    { length: bits / Number(size) },
    (_, i) => (number >> (BigInt(bits) - size * BigInt(i + 1))) & ((1n << size) - 1n),
  )
  return bits === 32 ? parts.join('.') : parts.map((part) => part.toString(16)).join(':')
}

describe('a plain address', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::FFFF:127.0.0.1', '::ffff:7f00:1'],
  ])('of %s is %s', (text, plain) => {
    expect(plainAddress(text)).toBe(plain)
  })

  test.each([
    '127.1',
    '0x7f.0.0.1',
    '2130706433',
    '::1%lo',
    '10.0.0.0/8',
    '::1/128',
    '[::1]',
    '',
    'localhost',
    ':',
    '1::2::3',
  ])('is none of "%s"', (text) => {
    expect(plainAddress(text)).toBeUndefined()
  })
})

describe('a range', () => {
  test('holds its addresses and none of the other kind', () => {
    const range = parseRange('10.0.0.0/8')
    const all = parseRange('::/0')
    if (range === undefined || all === undefined) return expect.fail('these are ranges')
    expect(isWithin('10.255.0.1', [range])).toBe(true)
    expect(isWithin('11.0.0.0', [range])).toBe(false)
    expect(isWithin('::a00:1', [range])).toBe(false)
    expect(isWithin('10.0.0.1', [all])).toBe(false)
    expect(isWithin('10.0.0.1', [all, range])).toBe(true)
    expect(isWithin('10.0.0.1', [])).toBe(false)
  })

  test('may be one address', () => {
    const one = parseRange('::1')
    if (one === undefined) return expect.fail('this is an address')
    expect(isWithin('::1', [one])).toBe(true)
    expect(isWithin('::2', [one])).toBe(false)
  })
})

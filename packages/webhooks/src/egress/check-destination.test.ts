import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { goodRows, hostileRows } from '../../test/egress/url-rows.ts'
import { checkDestination } from './check-destination.ts'
import type { EgressPolicy } from './egress-policy.ts'

function codeOf(url: string, policy?: EgressPolicy): string {
  try {
    checkDestination(url, policy)
    return 'none'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a hostile URL', () => {
  const byUrl = hostileRows.filter(({ dns }) => dns === undefined)

  test('is one of at least 500', () => {
    expect(hostileRows.length).toBeGreaterThanOrEqual(500)
    expect(byUrl.length).toBeGreaterThan(500)
  })

  test.each([...new Set(byUrl.map(({ code }) => code))])('is refused with its cause: %s', (code) => {
    for (const { url, why } of byUrl.filter((row) => row.code === code)) {
      expect([why, url, codeOf(url)]).toEqual([why, url, code])
    }
  })

  test('that only DNS can betray passes this check, which does not resolve', () => {
    for (const { url } of hostileRows.filter(({ dns }) => dns !== undefined)) expect(codeOf(url)).toBe('none')
  })
})

describe('a good URL', () => {
  test('passes, one of at least 200', () => {
    expect(goodRows.length).toBeGreaterThanOrEqual(200)
    const policy = { allowHttp: true, ports: [443, 80, 8443] }
    for (const { url } of goodRows) expect([url, codeOf(url, policy)]).toEqual([url, 'none'])
  })

  test('is taken apart once, without fragment, brackets and final dot', () => {
    expect(checkDestination('https://Hooks.Example.COM./a/b?c=1#d')).toEqual({
      secure: true,
      host: 'hooks.example.com',
      port: 443,
      authority: 'hooks.example.com',
      path: '/a/b?c=1',
      address: undefined,
    })
    expect(checkDestination('http://[2606:4700::1111]:81', { allowHttp: true, ports: [81] })).toEqual({
      secure: false,
      host: '2606:4700::1111',
      port: 81,
      authority: '[2606:4700::1111]:81',
      path: '/',
      address: '2606:4700::1111',
    })
  })

  test('may be a URL object', () => {
    expect(checkDestination(new URL('https://hooks.example.com/x')).path).toBe('/x')
  })
})

describe('a policy', () => {
  test('allows http and its port, which it does not by itself', () => {
    expect(codeOf('http://hooks.example.com/')).toBe('EGRESS_SCHEME_REFUSED')
    expect(codeOf('http://hooks.example.com/', { allowHttp: true })).toBe('none')
    expect(codeOf('https://hooks.example.com:80/', { allowHttp: true })).toBe('none')
  })

  test('lists ports, and then no other is allowed', () => {
    expect(codeOf('https://hooks.example.com:8443/', { ports: [8443] })).toBe('none')
    expect(codeOf('https://hooks.example.com/', { ports: [8443] })).toBe('EGRESS_PORT_REFUSED')
    expect(codeOf('https://hooks.example.com/', { ports: [] })).toBe('EGRESS_PORT_REFUSED')
  })

  test('allows ranges and names', () => {
    const policy = { allow: ['10.1.0.0/16', '::1', 'Receiver.internal'] }
    expect(codeOf('https://10.1.255.255/', policy)).toBe('none')
    expect(codeOf('https://10.2.0.0/', policy)).toBe('EGRESS_ADDRESS_REFUSED')
    expect(codeOf('https://[::1]/', policy)).toBe('none')
    expect(codeOf('https://[::2]/', policy)).toBe('EGRESS_ADDRESS_REFUSED')
    expect(codeOf('https://receiver.internal/', policy)).toBe('none')
    expect(codeOf('https://other.internal/', policy)).toBe('EGRESS_NAME_REFUSED')
    expect(codeOf('https://a.receiver.internal/', policy)).toBe('EGRESS_NAME_REFUSED')
  })

  test('that allows an IPv4 range lets no mapped form of it through', () => {
    expect(codeOf('https://[::ffff:10.1.0.1]/', { allow: ['10.1.0.0/16'] })).toBe('EGRESS_ADDRESS_REFUSED')
  })

  test('blocks ranges and names, also those it allows', () => {
    const policy = {
      allow: ['10.0.0.0/8', 'db.internal'],
      block: ['1.1.1.0/24', '10.1.0.0/16', 'evil.example', 'db.internal'],
    }
    expect(codeOf('https://1.1.1.1/', policy)).toBe('EGRESS_ADDRESS_REFUSED')
    expect(codeOf('https://10.1.0.1/', policy)).toBe('EGRESS_ADDRESS_REFUSED')
    expect(codeOf('https://10.2.0.1/', policy)).toBe('none')
    expect(codeOf('https://evil.example/', policy)).toBe('EGRESS_NAME_REFUSED')
    expect(codeOf('https://a.evil.example/', policy)).toBe('EGRESS_NAME_REFUSED')
    expect(codeOf('https://notevil.example/', policy)).toBe('none')
    expect(codeOf('https://db.internal/', policy)).toBe('EGRESS_NAME_REFUSED')
  })

  test.each<[string, unknown]>([
    ['an unknown option', { allowHTTP: true }],
    ['a scheme flag that is text', { allowHttp: 'true' }],
    ['a port that is text', { ports: ['443'] }],
    ['a port out of range', { ports: [65_536] }],
    ['ports that are no list', { ports: 443 }],
    ['a range that is none', { allow: ['10.0.0.0/33'] }],
    ['an address that is mistyped', { allow: ['10.0.0.256'] }],
    ['an address in short form', { allow: ['10.1'] }],
    ['an address in octal', { block: ['010.0.0.0x1'] }],
    ['an entry that is no text', { block: [10] }],
    ['a list that is none', { block: '10.0.0.0/8' }],
  ])('is refused with %s', (_, policy) => {
    expect(codeOf('https://hooks.example.com/', policy as EgressPolicy)).toBe('INVALID_OPTION')
  })
})

describe('any text', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'https://',
      'http://',
      '//',
      '@',
      ':',
      '[',
      ']',
      '%2e',
      '127.0.0.1',
      '0x7f',
      '\\',
      '。',
      '::1',
    ),
    fc.ipV4(),
    fc.ipV6(),
    fc.domain(),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )

  test('is refused with a code, or has a public name or address that is read the same way again', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const url = parts.join('')
        if (codeOf(url) !== 'none') {
          expect(codeOf(url)).toMatch(/^EGRESS_/)
          return
        }
        const { authority, host, path } = checkDestination(url)
        expect(checkDestination(`https://${authority}${path}`)).toMatchObject({ host, authority })
      }),
      { numRuns: 3000 },
    )
  })

  test('as an IPv4 address is refused or let through alike in each notation', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number]
        const number = ((a * 256 + b) * 256 + c) * 256 + d
        const forms = [
          `${number}`,
          `0x${number.toString(16)}`,
          `0${number.toString(8)}`,
          `${a}.${b}.${c * 256 + d}`,
        ]
        const codes = [address, ...forms, `${address}.`].map((form) => codeOf(`https://${form}/`))
        expect(new Set(codes).size).toBe(1)
      }),
    )
  })
})

import { expect, test } from 'vitest'
import type { LinkEnd } from './link.ts'
import { Negotiation } from './negotiation.ts'

const end: LinkEnd = { code: 1006, reason: '', accepted: false, silent: false, exact: false, stoodMs: 0 }
const both = ['veza.v2', 'veza.v1']

test.each([
  ['none', []],
  ['veza.v1', ['veza.v1']],
  ['veza.v2', ['veza.v2']],
] as const)('who insists on %s offers that, whatever happens', (mode, offer) => {
  const negotiation = new Negotiation(mode)
  expect(negotiation.offer).toEqual(offer)
  expect(negotiation.failed({ ...end, noSubprotocol: true })).toBe(false)
  expect(negotiation.failed(end)).toBe(false)
  expect(negotiation.offer).toEqual(offer)
})

test('a server that chose none is offered none, at once', () => {
  const negotiation = new Negotiation('auto')
  expect(negotiation.offer).toEqual(both)
  expect(negotiation.failed({ ...end, noSubprotocol: true })).toBe(true)
  expect(negotiation.offer).toEqual([])
})

test('at once is once: it may be the subprotocol of the token that is not chosen', () => {
  const negotiation = new Negotiation('auto')
  negotiation.failed({ ...end, noSubprotocol: true })
  expect(negotiation.failed({ ...end, noSubprotocol: true })).toBe(false)
  expect(negotiation.offer).toEqual([])
})

test('where the runtime does not tell why, offers take turns', () => {
  const negotiation = new Negotiation('auto')
  expect(negotiation.failed(end)).toBe(true)
  expect(negotiation.offer).toEqual([])
  expect(negotiation.failed(end)).toBe(false)
  expect(negotiation.offer).toEqual(both)
})

test('a server that was reached without an offer may have been out of reach before: it is offered again', () => {
  const negotiation = new Negotiation('auto')
  negotiation.failed(end)
  negotiation.agreed()
  expect(negotiation.offer).toEqual(both)
  expect(negotiation.failed(end)).toBe(true)
})

test('but for one that is known to choose none', () => {
  const negotiation = new Negotiation('auto')
  negotiation.failed({ ...end, noSubprotocol: true })
  negotiation.agreed()
  expect(negotiation.offer).toEqual([])
})

test('an offer that was right once is kept', () => {
  const negotiation = new Negotiation('auto')
  negotiation.agreed()
  expect(negotiation.failed(end)).toBe(false)
  expect(negotiation.offer).toEqual(both)
})

test.each<[string, Partial<LinkEnd>]>([
  ['the runtime says that it was not for the subprotocol', { noSubprotocol: false }],
  ['the handshake was refused by a status', { status: 503 }],
  ['the connection was closed with a code', { code: 1008 }],
])('offers stay where %s', (_, more) => {
  const negotiation = new Negotiation('auto')
  expect(negotiation.failed({ ...end, ...more })).toBe(false)
  expect(negotiation.offer).toEqual(both)
})

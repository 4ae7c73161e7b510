import { expect, test } from 'vitest'
import { runChild } from '../support/run-child.ts'
import type { Offer, OfferReport } from './offer.ts'

const megabyte = 1024 * 1024

test('256 MB for a peer that does not read: the queue stays within its limit, memory too, and every send settles', {
  timeout: 60_000,
}, async () => {
  const reports = await runChild<Offer & OfferReport>(new URL('offer-main.ts', import.meta.url), ['256'])
  expect(reports).toHaveLength(6)
  for (const { protocol, whenFull, outcomes, mostQueued, growth, offeredBytes } of reports) {
    const of = `${protocol}, ${whenFull}`
    expect(offeredBytes, of).toBe(256 * megabyte)
    const settled = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
    expect(settled * 64 * 1024, of).toBe(offeredBytes)
    expect(mostQueued.bytes, of).toBeLessThanOrEqual(megabyte)
    expect(growth, of).toBeLessThan(32 * megabyte)
    const { sent = 0, ...failed } = outcomes
    const codes = {
      reject: ['REALTIME_CLOSED', 'REALTIME_QUEUE_FULL'],
      'drop-oldest': ['REALTIME_CLOSED', 'REALTIME_MESSAGE_DROPPED', 'REALTIME_QUEUE_FULL'],
      wait: ['REALTIME_CLOSED'],
    }[whenFull]
    expect(codes, of).toEqual(expect.arrayContaining(Object.keys(failed)))
    // Only the guide's protocol counts what the system has taken as sent.
    if (protocol === 'veza.v2') expect(sent).toBe(0)
  }
})

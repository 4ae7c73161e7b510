import { describe, expect, test } from 'vitest'
import { guardedTransport } from '../../src/node/egress/guarded-transport.ts'
import { sendWebhook } from '../../src/send/index.ts'
import { HastyClock } from '../send/hasty-clock.ts'
import { localReceiver } from './local-receiver.ts'
import { testCertificate } from './test-authority.ts'
import { hostileRows } from './url-rows.ts'

const secrets = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'

/** The addresses that a hostile row may lead to: those of an answer without a private one in it. */
const publicAddresses: readonly string[] = ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c']

describe('hostile URLs, delivered to with retries', () => {
  test('lead to public addresses alone, whatever DNS and receiver say', async () => {
    const names = ['hooks.example.com', 'rebind.example.com', 'redirect.example.com']
    const tls = await testCertificate(names)
    let answer: readonly [number, Record<string, string>] = [503, {}]
    await using receiver = await localReceiver((_, response) => response.writeHead(...answer).end(), tls)
    const tally = { redirects: 0, rebindings: 0, others: 0 }
    for (const { url, dns = [[]], status, location, code, why } of hostileRows) {
      answer = status === undefined ? [503, {}] : [status, { location: location ?? '' }]
      receiver.targets.length = 0
      let asked = 0
      const transport = guardedTransport({
        ca: tls.ca,
        connect: receiver.connect,
        resolve: async () => dns[Math.min(asked++, dns.length - 1)] ?? [],
      })
      const options = {
        secrets,
        transport,
        clock: new HastyClock(),
        random: () => 0,
        retry: { maxAttempts: 4 },
      }
      const error = await sendWebhook(url, { type: 'test' }, options).catch((thrown: unknown) => thrown)
      expect([url, why, (error as { code?: string }).code]).toEqual([url, why, code])
      // What was connected to was checked, and asked for once an attempt.
      const dialled = receiver.targets.flatMap(({ addresses }) => addresses)
      expect(dialled.filter((address) => !publicAddresses.includes(address))).toEqual([])
      if (status !== undefined) tally.redirects++
      else if (dialled.length > 0) tally.rebindings++
      else tally.others++
      expect(receiver.targets.length).toBe(status !== undefined ? 1 : Math.max(0, asked - 1))
    }
    expect(tally.redirects).toBeGreaterThan(30)
    expect(tally.rebindings).toBeGreaterThan(9)
    expect(tally.others).toBeGreaterThan(500)
  })
})

import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { codeOf } from '../../test/support/code-of.ts'
import type { ClaimStore } from '../claims/claim-store.ts'
import { github } from '../schemes/github.ts'
import { standardWebhooks } from '../schemes/standard-webhooks.ts'
import { sign } from '../sign/sign.ts'
import { createVerifier } from './create-verifier.ts'
import type { VerifierOptions } from './verifier-options.ts'

const secrets = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const scheme = standardWebhooks()
const event = { type: 'user.created', data: { id: 7 } }

function verifier(options: Partial<VerifierOptions> = {}) {
  return createVerifier({ scheme, secrets, ...options })
}

describe('a repeat', () => {
  test('is refused for as long as its claim holds', async () => {
    let now = 1_700_000_000_000
    const github1 = { scheme: github(), secrets: 'a-secret-for-github-1' }
    const signed = await sign({ ...github1, body: event })
    const receiver = createVerifier({ ...github1, now: () => now, replay: { ttlMs: 600_000 } })
    expect(await codeOf(receiver.verify(signed))).toBe('accepted')
    now += 599_999
    expect(await codeOf(receiver.verify(signed))).toBe('WEBHOOK_DUPLICATE')
    now += 1
    expect(await codeOf(receiver.verify(signed))).toBe('accepted')
  })

  test('is one, however its unsigned id is changed', async () => {
    const github1 = { scheme: github(), secrets: 'a-secret-for-github-1' }
    const signed = await sign({ ...github1, body: event })
    const receiver = createVerifier(github1)
    const withId = (id: string) => ({ ...signed, headers: { ...signed.headers, 'x-github-delivery': id } })
    expect((await receiver.verify(withId('a'))).id).toBe('a')
    expect(await codeOf(receiver.verify(withId('b')))).toBe('WEBHOOK_DUPLICATE')
  })

  test('is one, though its sender signed it anew', async () => {
    const receiver = verifier()
    const retry = () =>
      sign({
        scheme,
        secrets,
        body: event,
        id: 'msg_1',
        timestamp: new Date(Date.now() - Math.random() * 100_000),
      })
    expect(await codeOf(receiver.verify(await retry()))).toBe('accepted')
    expect(await codeOf(receiver.verify(await retry()))).toBe('WEBHOOK_DUPLICATE')
  })

  test('is not one that another secret or namespace had in a shared store', async () => {
    const claimed = new Set<string>()
    const store: ClaimStore = {
      claim: async (id) => !claimed.has(id) && claimed.add(id) !== undefined,
      release: async (id) => void claimed.delete(id),
    }
    const signed = await sign({ scheme, secrets, body: event, id: 'msg_1' })
    for (const namespace of ['tenant-1', 'tenant-2']) {
      const receiver = verifier({ replay: { store, namespace } })
      expect(await codeOf(receiver.verify(signed))).toBe('accepted')
      expect(await codeOf(receiver.verify(signed))).toBe('WEBHOOK_DUPLICATE')
    }
    expect([...claimed]).toEqual(['tenant-1:msg_1', 'tenant-2:msg_1'])
  })

  test('is let in by exactly one of many at once', async () => {
    const receiver = verifier()
    const signed = await sign({ scheme, secrets, body: event })
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(receiver.verify(signed))))
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1)
    expect(codes.filter((code) => code === 'WEBHOOK_DUPLICATE')).toHaveLength(49)
  })

  test('is told the claim store how long to remember', async () => {
    const claim = vi.fn(() => true)
    await verifier({ replay: { store: { claim, release: () => undefined }, ttlMs: 700_000 } }).verify(
      await sign({ scheme, secrets, body: event, id: 'msg_1' }),
    )
    expect(claim).toHaveBeenCalledExactlyOnceWith('standard-webhooks:msg_1', 700_000)
  })

  test('is answered with 503 when the store fails, and nothing is let in', async () => {
    const store = {
      claim: () => Promise.reject(new Error('redis://user:canary@host')),
      release: () => undefined,
    }
    const error: unknown = await verifier({ replay: { store } })
      .verify(await sign({ scheme, secrets, body: event }))
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'WEBHOOK_CLAIM_FAILED', answerStatus: 503, retryable: true })
    expect(inspect(error)).not.toContain('canary')
  })

  test('does not use up a claim when its signature is wrong', async () => {
    const receiver = verifier()
    const signed = await sign({ scheme, secrets, body: event })
    expect(await codeOf(receiver.verify({ ...signed, body: '{}' }))).toBe('WEBHOOK_SIGNATURE_MISMATCH')
    expect(await codeOf(receiver.verify(signed))).toBe('accepted')
  })

  test('is not let in again without a word when the claim cannot be given up', async () => {
    const store = { claim: () => true, release: () => Promise.reject(new Error('redis://user:canary@host')) }
    const webhook = await verifier({ replay: { store } }).verify(await sign({ scheme, secrets, body: event }))
    const error: unknown = await webhook.release().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'WebhookVerificationError', code: 'WEBHOOK_CLAIM_FAILED' })
    expect(inspect(error)).not.toContain('canary')
  })
})

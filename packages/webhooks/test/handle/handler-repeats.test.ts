import { describe, expect, test, vi } from 'vitest'
import { retryLater, unsubscribe, webhookHandler } from '../../src/adapters/fetch/index.ts'
import { memoryClaimStore } from '../../src/index.ts'
import { errorBook, newVerifier, signed } from './fixture.ts'

describe('a webhook that comes again', () => {
  test('is answered 200 and takes effect once', async () => {
    const listener = vi.fn()
    const { errors, onError } = errorBook()
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: listener, onError })
    const again = await signed(undefined, 'msg_1')
    expect((await handler(again.clone())).status).toBe(200)
    const second = await handler(again)
    expect([second.status, await second.text()]).toEqual([200, ''])
    expect(listener).toHaveBeenCalledTimes(1)
    expect(errors).toEqual([{ code: 'WEBHOOK_DUPLICATE', stage: 'refused' }])
  })

  test('while the first is still at work is put off, since that one may fail', async () => {
    const work = Promise.withResolvers<void>()
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: () => work.promise })
    const request = await signed(undefined, 'msg_1')
    const first = handler(request.clone())
    const second = await handler(request.clone())
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '5'])
    work.reject(new Error('failed after all'))
    expect((await first).status).toBe(500)
    expect((await handler(request)).status).toBe(500)
  })

  test('after its listener failed is let in again', async () => {
    const listener = vi
      .fn()
      .mockRejectedValueOnce(new Error('database away'))
      .mockResolvedValueOnce(undefined)
    const { errors, onError } = errorBook()
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: listener, onError })
    const request = await signed(undefined, 'msg_1')
    const first = await handler(request.clone())
    expect([first.status, first.headers.get('retry-after')]).toEqual([500, '30'])
    expect(await first.text()).toBe('{"error":{"code":"INTERNAL_SERVER_ERROR"}}')
    expect((await handler(request)).status).toBe(200)
    expect(errors).toEqual([{ code: 'Error: database away', stage: 'failed' }])
  })

  test.each([
    ['a reply of 503', retryLater(90_000), 503, '90', true],
    ['a reply of 422', { status: 422 }, 422, null, true],
    ['a reply of 410', unsubscribe(), 410, null, false],
    ['a reply of 202', { status: 202 }, 202, null, false],
  ])('after %s is let in again or not', async (_, reply, status, retryAfter, again) => {
    const listener = vi.fn(() => reply)
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: listener })
    const request = await signed(undefined, 'msg_1')
    const response = await handler(request.clone())
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter])
    await handler(request)
    expect(listener).toHaveBeenCalledTimes(again ? 2 : 1)
  })

  test('is let in again also where giving the claim up fails, once it ends', async () => {
    const store = { ...memoryClaimStore(), release: () => Promise.reject(new Error('store away')) }
    const { errors, onError } = errorBook()
    const verifier = newVerifier({ replay: { store } })
    const handler = webhookHandler({
      verifier,
      onUnknown: () => Promise.reject(new Error('failed')),
      onError,
    })
    expect((await handler(await signed())).status).toBe(500)
    expect(errors.map(({ code: thrown }) => thrown)).toEqual(['Error: failed', 'WEBHOOK_CLAIM_FAILED'])
  })
})

describe("ack: 'before'", () => {
  test('answers before the listener is done, keeps the runtime alive, and idle() waits', async () => {
    const work = Promise.withResolvers<void>()
    const kept: Promise<unknown>[] = []
    const handler = webhookHandler({ verifier: newVerifier(), ack: 'before', onUnknown: () => work.promise })
    const response = await handler(await signed(), { waitUntil: (promise) => kept.push(promise) })
    expect(response.status).toBe(200)
    expect(kept).toHaveLength(1)
    let idle = false
    const idling = handler.idle().then(() => {
      idle = true
    })
    await Promise.resolve()
    expect(idle).toBe(false)
    work.resolve()
    await idling
    await expect(Promise.all(kept)).resolves.toHaveLength(1)
  })

  test('tells a failure to onError and gives the claim up, since nobody else learns of it', async () => {
    const { errors, onError } = errorBook()
    const listener = vi.fn().mockRejectedValueOnce(new Error('late'))
    const handler = webhookHandler({ verifier: newVerifier(), ack: 'before', onUnknown: listener, onError })
    const request = await signed(undefined, 'msg_1')
    expect((await handler(request.clone())).status).toBe(200)
    await handler.idle()
    expect(errors).toEqual([{ code: 'Error: late', stage: 'failed' }])
    expect((await handler(request)).status).toBe(200)
    await handler.idle()
    expect(listener).toHaveBeenCalledTimes(2)
  })

  test('waits for the listener after all where nothing can keep the runtime alive', async () => {
    const done = vi.fn()
    const handler = webhookHandler({ verifier: newVerifier(), ack: 'before', onUnknown: done })
    const waitUntil = () => {
      throw new Error('no request is being handled')
    }
    expect((await handler(await signed(), { waitUntil })).status).toBe(200)
    expect(done).toHaveBeenCalledTimes(1)
  })

  test('still refuses at once', async () => {
    const handler = webhookHandler({ verifier: newVerifier(), ack: 'before' })
    expect((await handler(new Request('https://a.example/', { method: 'POST', body: '{}' }))).status).toBe(
      400,
    )
  })

  test('is not the default: the answer waits for the listener', async () => {
    const work = Promise.withResolvers<void>()
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: () => work.promise })
    let answered = false
    const answer = handler(await signed()).then(() => {
      answered = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(answered).toBe(false)
    work.resolve()
    await answer
  })
})

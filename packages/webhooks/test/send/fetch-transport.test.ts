import { describe, expect, test, vi } from 'vitest'
import { fetchTransport, sendWebhook } from '../../src/send/index.ts'
import { HastyClock } from './hasty-clock.ts'

import { failure, secrets } from './scripted.ts'

describe('fetchTransport()', () => {
  function fetching(answer: () => Response) {
    const calls: [unknown, RequestInit][] = []
    const fetch = async (target: unknown, init: RequestInit = {}) => {
      calls.push([target, init])
      return answer()
    }
    return { calls, fetch: fetch as typeof globalThis.fetch }
  }

  test('sends what was signed, follows nothing and takes no cookie', async () => {
    const { calls, fetch } = fetching(() => new Response('thanks', { status: 201 }))
    const sent = await sendWebhook(
      'https://Hooks.example.com./a?b#c',
      { a: 1 },
      { secrets, transport: fetchTransport({ fetch }) },
    )
    expect(sent).toMatchObject({ status: 201, answer: 'thanks' })
    expect(calls[0]).toMatchObject([
      'https://hooks.example.com/a?b',
      { method: 'POST', redirect: 'manual', credentials: 'omit' },
    ])
  })

  test('checks the URL as ever', async () => {
    const { calls, fetch } = fetching(() => new Response())
    const transport = fetchTransport({ fetch })
    expect(await failure(sendWebhook('https://[::1]/', {}, { secrets, transport }))).toMatchObject({
      code: 'EGRESS_ADDRESS_REFUSED',
    })
    expect(await failure(sendWebhook('http://a.example/', {}, { secrets, transport }))).toMatchObject({
      code: 'EGRESS_SCHEME_REFUSED',
    })
    expect(calls).toEqual([])
    await sendWebhook(
      'http://a.example/',
      {},
      { secrets, transport: fetchTransport({ fetch, allowHttp: true }) },
    )
    expect(calls).toHaveLength(1)
  })

  test('reads no more of an answer than asked', async () => {
    const cancel = vi.fn()
    const endless = () =>
      new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1000)), cancel }))
    const { fetch } = fetching(endless)
    const sent = await sendWebhook(
      'https://a.example/',
      {},
      { secrets, maxResponseBytes: 2500, transport: fetchTransport({ fetch }) },
    )
    expect(sent.answer).toHaveLength(2500)
    expect(cancel).toHaveBeenCalledTimes(1)
  })

  test('takes a redirect for one also where it is hidden', async () => {
    const { fetch } = fetching(() =>
      Object.defineProperties(new Response(), { type: { value: 'opaqueredirect' }, status: { value: 0 } }),
    )
    expect(
      await failure(sendWebhook('https://a.example/', {}, { secrets, transport: fetchTransport({ fetch }) })),
    ).toMatchObject({ code: 'DELIVERY_REDIRECTED' })
  })

  test('tries again when the connection is lost', async () => {
    let calls = 0
    const fetch = (async () => {
      if (calls++ === 0) throw new TypeError('fetch failed')
      return new Response()
    }) as typeof globalThis.fetch
    const transport = fetchTransport({ fetch })
    await expect(
      sendWebhook('https://a.example/', {}, { secrets, transport, clock: new HastyClock() }),
    ).resolves.toMatchObject({ attempts: 2 })
  })
})

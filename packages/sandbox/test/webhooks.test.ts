import { describe, expect, test } from 'vitest'
import { ask, items, sandboxWith } from './ask.ts'

const endpoint = { url: 'http://127.0.0.1:9/hook', events: ['*'] }
const day = 24 * 3_600_000

/** A `fetch` that records what it is asked, and answers in turn; 204 where nothing is left. */
function recorder(...answers: readonly (number | Error)[]) {
  const sent: Request[] = []
  const left = [...answers]
  const send: typeof fetch = async (input, init) => {
    sent.push(new Request(input, init))
    const next = left.shift() ?? 204
    if (next instanceof Error) throw next
    return new Response(null, { status: next })
  }
  return { sent, fetch: send }
}

describe('webhooks', () => {
  test('wait between attempts as they are told, and give up in the end', async () => {
    const waits: number[] = []
    const { sent, fetch } = recorder(500, new TypeError('refused'), 500)
    const sleep = async (ms: number) => void waits.push(ms)
    const sandbox = sandboxWith({ webhooks: { fetch, sleep, retryDelaysMs: [10, 20] } })
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    const created = await ask(sandbox, 'POST /v1/webhooks/1/test')
    expect(created.body).toMatchObject({ status: 'pending', outcomes: [] })
    await sandbox.webhooksSettled()
    expect([waits, sent.length]).toEqual([[10, 20], 3])
    const [delivery] = items(await ask(sandbox, 'GET /v1/webhooks/1/deliveries'))
    expect(delivery).toMatchObject({
      status: 'failed',
      outcomes: ['HTTP 500', 'no connection', 'HTTP 500'],
      next_attempt_at: null,
    })
  })

  test('go on after a sleep that throws', async () => {
    const { sent, fetch } = recorder(500)
    const sleep = () => {
      throw new Error('no sleep')
    }
    const sandbox = sandboxWith({ webhooks: { fetch, sleep } })
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    await ask(sandbox, 'POST /v1/webhooks/1/test')
    await sandbox.webhooksSettled()
    expect(sent).toHaveLength(2)
  })

  test('never hold up the request that caused them', async () => {
    const never = Promise.withResolvers<Response>()
    const sandbox = sandboxWith({ webhooks: { fetch: () => never.promise } })
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    const sent = await ask(sandbox, 'POST /v1/chat/messages', { room_id: 1, content: 'Hello' })
    expect(sent.status).toBe(201)
    const [delivery] = items(await ask(sandbox, 'GET /v1/webhooks/1/deliveries'))
    expect(delivery).toMatchObject({ event_type: 'message.sent', status: 'pending' })
    never.resolve(new Response())
    await sandbox.webhooksSettled()
  })

  test('of one message are sent once, however often it is asked for under one idempotency key', async () => {
    const { sent, fetch } = recorder()
    const sandbox = sandboxWith({ webhooks: { fetch } })
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    const key = { 'idempotency-key': 'k1' }
    for (const _ of [1, 2]) await ask(sandbox, 'POST /v1/chat/messages', { room_id: 1, content: 'Hi' }, key)
    await sandbox.webhooksSettled()
    expect(sent).toHaveLength(1)
  })

  test('whose endpoint does not answer end with the time limit', async () => {
    const hang: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        // On a busy machine the time limit may have passed while the webhook was signed.
        if (init?.signal?.aborted === true) reject(new Error('aborted'))
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      })
    const webhooks = { fetch: hang, timeoutMs: 5, retryDelaysMs: [] }
    const sandbox = sandboxWith({ webhooks })
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    await ask(sandbox, 'POST /v1/webhooks/1/test')
    await sandbox.webhooksSettled()
    const [delivery] = items(await ask(sandbox, 'GET /v1/webhooks/1/deliveries'))
    expect(delivery).toMatchObject({ status: 'failed', outcomes: ['timeout'], response_status: null })
  })

  test('end with the sandbox, those in the air and those that wait for their turn', async () => {
    const { sent, fetch } = recorder(500)
    const waiting = Promise.withResolvers<void>()
    const hang: typeof fetch = (input, init) => {
      if (sent.length === 0) return fetch(input, init)
      return new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
        waiting.resolve()
      })
    }
    const sandbox = sandboxWith({ webhooks: { fetch: hang, retryDelaysMs: [2 ** 31 - 1] } })
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    await ask(sandbox, 'POST /v1/webhooks/1/test')
    await ask(sandbox, 'POST /v1/webhooks/1/test')
    await waiting.promise
    await sandbox.close()
    await ask(sandbox, 'POST /v1/webhooks/1/test')
    await sandbox.webhooksSettled()
    const deliveries = items(await ask(sandbox, 'GET /v1/webhooks/1/deliveries'))
    expect(deliveries.map(({ status, outcomes }) => [status, outcomes])).toEqual([
      ['failed', []],
      ['failed', ['sandbox closed']],
      ['failed', ['HTTP 500']],
    ])
    expect((await ask(sandbox, 'GET /v1/webhooks/1')).status).toBe(200)
  })

  test('are signed with the secret before the last for a day', async () => {
    let now = Date.UTC(2026, 5, 1)
    const { sent, fetch } = recorder()
    const sandbox = sandboxWith({ now: () => now, webhooks: { fetch } })
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    const rotated = await ask(sandbox, 'POST /v1/webhooks/1/rotate-secret')
    expect(rotated.body['previous_secret_expires_at']).toBe(new Date(now + day).toISOString())
    for (const later of [day - 1, 1]) {
      now += later
      await ask(sandbox, 'POST /v1/webhooks/1/test')
      await sandbox.webhooksSettled()
    }
    expect(sent.map(({ headers }) => headers.get('webhook-signature')?.split(' ').length)).toEqual([2, 1])
    expect(sent[0]?.headers.get('webhook-timestamp')).toBe(
      String(Math.floor((Date.UTC(2026, 5, 2) - 1) / 1000)),
    )
  })

  test('go beyond this machine only where an option allows it', async () => {
    const far = { ...endpoint, url: 'https://hooks.example.com/' }
    expect((await ask(sandboxWith(), 'POST /v1/webhooks', far)).status).toBe(422)
    const { sent, fetch } = recorder()
    const sandbox = sandboxWith({ webhooks: { fetch, allowAnyHost: true } })
    await ask(sandbox, 'POST /v1/webhooks', far)
    await ask(sandbox, 'POST /v1/webhooks/1/test')
    await sandbox.webhooksSettled()
    expect(sent.map((request) => request.url)).toEqual([far.url])
  })

  test.each([
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://10.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'http://0.0.0.0/',
    'http://169.254.169.254/',
  ])('never go to %s', async (url) => {
    const sandbox = sandboxWith()
    expect((await ask(sandbox, 'POST /v1/webhooks', { ...endpoint, url })).status).toBe(422)
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    expect((await ask(sandbox, 'PUT /v1/webhooks/1', { url })).status).toBe(422)
  })

  test('have the same secrets for the same seed, and others for another', async () => {
    const secretOf = async (seed: number) =>
      (await ask(sandboxWith({ seed }), 'POST /v1/webhooks', endpoint)).body['secret']
    expect(await secretOf(7)).toBe(await secretOf(7))
    expect(await secretOf(7)).not.toBe(await secretOf(8))
  })

  test('tell of a stream that starts and stops', async () => {
    const { sent, fetch } = recorder()
    const sandbox = sandboxWith({ webhooks: { fetch } })
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    const { body } = await ask(sandbox, 'POST /v1/streams', { title: 'T' })
    for (const status of ['live', 'ended', 'scheduled', 'live']) {
      await ask(sandbox, `PUT /v1/streams/${String(body['id'])}`, { status })
    }
    await sandbox.webhooksSettled()
    const bodies = (await Promise.all(sent.map((request) => request.json()))) as { type: string }[]
    expect(bodies.map(({ type }) => type)).toEqual(['stream.started', 'stream.stopped', 'stream.started'])
  })

  test('are deleted within five minutes of the first step', async () => {
    let now = Date.UTC(2026, 5, 1)
    const sandbox = sandboxWith({ now: () => now })
    await ask(sandbox, 'POST /v1/webhooks', endpoint)
    const { body } = await ask(sandbox, 'POST /v1/webhooks/1/deletion')
    const headers = { 'x-confirmation-token': String(body['confirmation_token']) }
    now += 5 * 60_000
    expect((await ask(sandbox, 'DELETE /v1/webhooks/1', undefined, headers)).status).toBe(412)
    now -= 1
    expect((await ask(sandbox, 'DELETE /v1/webhooks/1', undefined, headers)).status).toBe(204)
    expect((await ask(sandbox, 'POST /v1/webhooks/deliveries/1/redeliver')).status).toBe(404)
  })

  test.each([
    null,
    5,
    { retries: 3 },
    { retryDelaysMs: [-1] },
    { retryDelaysMs: [2 ** 31] },
    { timeoutMs: 0 },
    { fetch: 'no' },
    { sleep: 5 },
    { allowAnyHost: 'yes' },
  ])('are not sent by %o', (webhooks) => {
    expect(() => sandboxWith({ webhooks } as object)).toThrow('createSandbox: option "webhooks" is invalid')
  })
})

import { once } from 'node:events'
import { connect } from 'node:net'
import type { FaultRule } from '@veza/sandbox'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseFault } from '../src/faults/parse-fault.ts'
import { ask, sandboxWith } from './ask.ts'

let running: RunningSandbox

beforeAll(async () => {
  running = await serveSandbox({ seed: 4 })
})
afterAll(() => running.close())
beforeEach(() => running.sandbox.faults.clear())

const message = JSON.stringify({ room_id: 1, content: 'faulty' })

function request(
  fault: string,
  init: RequestInit = {},
  path = '/users/1',
  extra: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const headers = { authorization: `Bearer ${running.apiKey}`, 'x-veza-fault': fault, ...extra }
  return fetch(running.baseUrl + path, { ...init, headers })
}

function send(fault: string, key: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key }
  return request(fault, { method: 'POST', body: message }, '/chat/messages', headers)
}

function sentOnce(): number {
  return running.sandbox.messageContents().filter((content) => content === 'faulty').length
}

describe('a fault over a real socket', () => {
  test('is a status with any headers', async () => {
    const response = await request('status=429; retry-after=7; x-other=a=b')
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(response.headers.get('x-other')).toBe('a=b')
    expect(await response.json()).toEqual({ code: 429, message: 'Fault on demand' })
  })

  test.each([204, 205, 304])(
    'is a status %i, without the body that HTTP does not allow it',
    async (status) => {
      const response = await request(`status=${status}; x-other=a`)
      expect([response.status, response.headers.get('x-other'), await response.text()]).toEqual([
        status,
        'a',
        '',
      ])
    },
  )

  test('is a latency', async () => {
    const startedAt = performance.now()
    expect((await request('latency=120')).status).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThan(115)
  })

  test('is a reset before the work: nothing was done', async () => {
    await expect(send('reset=before', 'k-before')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(sentOnce()).toBe(0)
  })

  test('is a reset after the work: it was done, and its idempotency key gives the outcome', async () => {
    await expect(send('reset=after', 'k-after')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(sentOnce()).toBe(1)
    const again = await send('latency=0', 'k-after')
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    expect(sentOnce()).toBe(1)
  })

  test('is a reset in the middle of the body', async () => {
    const response = await request('reset=body')
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow(/terminated/)
  })

  test('is a stall before the headers', async () => {
    const signal = AbortSignal.timeout(100)
    await expect(request('stall=headers', { signal })).rejects.toThrow(/timeout/)
  })

  test('is a stall in the middle of the body', async () => {
    const response = await request('stall=body', { signal: AbortSignal.timeout(200) })
    const reader = response.body?.getReader()
    expect((await reader?.read())?.value?.length).toBeGreaterThan(10)
    await expect(reader?.read()).rejects.toThrow(/timeout/)
  })

  test('is JSON cut in half in a whole answer', async () => {
    const text = await (await request('truncate')).text()
    expect(text.startsWith('{"id":1')).toBe(true)
    expect(() => JSON.parse(text)).toThrow()
  })

  test('is another content type', async () => {
    const response = await request('content-type=text/html')
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(await response.json()).toMatchObject({ id: 1 })
  })

  test('is a redirect', async () => {
    const response = await request('redirect=307; location=https://example.test/x', { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([307, 'https://example.test/x'])
  })

  test('is a gzip bomb: few bytes on the wire, many unpacked', async () => {
    const response = await request('gzip-bomb=3000000')
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect((await response.arrayBuffer()).byteLength).toBe(3_000_000)
    const head = `GET /v1/users/1 HTTP/1.1\r\nhost: x\r\nx-veza-fault: gzip-bomb=3000000\r\nconnection: close\r\n\r\n`
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1')
    let wire = 0
    socket.on('data', (chunk) => {
      wire += chunk.length
    })
    socket.write(head)
    await once(socket, 'close')
    expect(wire).toBeLessThan(20_000)
  })

  test('can be asked for over HTTP, and taken back', async () => {
    const faults = `${running.url}/_sandbox/faults`
    const rule: FaultRule = { path: '/users/{id}', times: 5, fault: { kind: 'status', status: 503 } }
    const add = (body: string) => fetch(faults, { method: 'POST', body })
    const get = () =>
      fetch(`${running.baseUrl}/users/1`, { headers: { authorization: `Bearer ${running.apiKey}` } })
    expect((await add(JSON.stringify(rule))).status).toBe(204)
    expect((await get()).status).toBe(503)
    expect((await fetch(faults, { method: 'DELETE' })).status).toBe(204)
    expect((await get()).status).toBe(200)
    const refused = await add('{"fault":{"kind":"explode"}}')
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('status=CODE')
    expect((await add('no json')).status).toBe(400)
    expect((await fetch(`${running.url}/_sandbox/else`)).status).toBe(404)
  })
})

describe('what was received', () => {
  test('is told, attempt by attempt, without the credential', async () => {
    const before = running.sandbox.stats().requests
    await request('status=503')
    await request('status=503')
    const stats = (await (await fetch(`${running.url}/_sandbox/stats`)).json()) as { requests: number }
    expect(stats.requests).toBe(before + 2)
    const requests = (await (await fetch(`${running.url}/_sandbox/requests`)).json()) as { path: string }[]
    expect(requests.at(-1)).toMatchObject({ method: 'GET', path: '/v1/users/1' })
    expect(JSON.stringify(requests)).not.toContain(running.apiKey)
  })

  test('is kept up to a bound', async () => {
    const sandbox = sandboxWith()
    for (let i = 0; i < 20_050; i++) await sandbox.fetch(new Request(`http://sandbox/v1/none/${i}`))
    expect(sandbox.requests()).toHaveLength(10_000)
    expect(sandbox.requests().at(-1)?.path).toBe('/v1/none/20049')
    expect(sandbox.stats().requests).toBe(20_050)
  })
})

describe('a rule', () => {
  const status = { kind: 'status', status: 503 } as const
  const statuses = async (rule: FaultRule, ...lines: string[]) => {
    const sandbox = sandboxWith()
    sandbox.faults.add(rule)
    const answers = []
    for (const line of lines) answers.push((await ask(sandbox, line)).status)
    return answers
  }

  test('hits a method, a path with wildcards, and so many times', async () => {
    const rule = { method: 'get', path: '/users/{id}', times: 2, fault: status }
    const lines = [
      'GET /v1/users',
      'DELETE /v1/users/9',
      'GET /v1/users/1',
      'GET /v1/users/2',
      'GET /v1/users/3',
    ]
    expect(await statuses(rule, ...lines)).toEqual([200, 204, 503, 503, 200])
    expect(
      await statuses({ path: '/*/rooms', fault: status }, 'GET /v1/chat/rooms', 'GET /v1/users'),
    ).toEqual([503, 200])
    expect(await statuses({ fault: status }, 'GET /v1/users', 'GET /v1/streams')).toEqual([503, 503])
  })

  test('hits as often as its probability says, the same for the same seed', async () => {
    const lines = Array.from({ length: 300 }, () => 'GET /v1/users/1')
    const rule = { probability: 0.3, fault: status }
    const hits = await statuses(rule, ...lines)
    const count = hits.filter((one) => one === 503).length
    expect(count).toBeGreaterThan(60)
    expect(count).toBeLessThan(120)
    expect(await statuses(rule, ...lines)).toEqual(hits)
  })

  test.each<[unknown, RegExp]>([
    [null, /needs a fault/],
    [{}, /needs a fault/],
    [{ fault: { kind: 'latency' } }, /latency=MS/],
    [{ fault: { kind: 'status', status: 99 } }, /needs a fault/],
    [{ fault: { kind: 'status', status: 500, headers: { a: 1 } } }, /needs a fault/],
    [{ fault: status, times: 0 }, /times/],
    [{ fault: status, probability: 2 }, /probability/],
    [{ fault: status, path: 'users' }, /leading slash/],
    [{ fault: status, path: '/v1/users' }, /without \/v1/],
    [{ fault: status, path: '/users/:id' }, /"\/users\/\{id\}"/],
    [{ fault: status, path: '/users?page=1' }, /without \/v1 and query/],
    [{ fault: status, time: 1 }, /no "time"; it has fault, method, path, times, probability/],
  ])('that is %j is refused', (rule, remedy) => {
    expect(() => sandboxWith().faults.add(rule as FaultRule)).toThrow(remedy)
  })
})

describe('the X-Veza-Fault header', () => {
  test.each([
    'latency',
    'latency=x',
    'status=700',
    'status',
    'reset=never',
    'reset=before; after=5',
    'reset=body; after=-1',
    'reset=body; after=x',
    'reset=body; after',
    'stall=headers; after=5',
    'headers',
    'headers; a b=c',
    'stall',
    'content-type',
    'gzip-bomb',
    'gzip-bomb=0',
    'redirect=200; location=x',
    'redirect=302',
    'explode',
    '',
  ])('refuses "%s"', async (text) => {
    expect(parseFault(text)).toBeUndefined()
    const answer = await ask(sandboxWith(), 'GET /v1/users/1', undefined, { 'x-veza-fault': text })
    expect(answer.status).toBe(400)
    expect(answer.body['message']).toContain('latency=MS | status=CODE')
  })
})

describe('without a socket', () => {
  test.each(['reset=before', 'reset=after'])('%s fails as fetch does', async (fault) => {
    const asked = ask(sandboxWith(), 'GET /v1/users/1', undefined, { 'x-veza-fault': fault })
    await expect(asked).rejects.toThrow(new TypeError('fetch failed'))
  })

  test.each<[string, number]>([
    ['reset=body', 42],
    ['reset=body; after=0', 0],
    ['reset=body; after=30', 30],
    ['reset=body; after=999', 83],
  ])('%s breaks the stream of a content after exactly so many bytes', async (fault, count) => {
    const sandbox = sandboxWith()
    const headers = { authorization: `Bearer ${sandbox.apiKey}`, 'x-veza-fault': fault }
    const response = await sandbox.fetch(new Request('http://sandbox/v1/files/1/content', { headers }))
    const reader = response.body?.getReader()
    let bytes = 0
    const readAll = async () => {
      for (;;) bytes += (await reader?.read())?.value?.length ?? Number.NaN
    }
    await expect(readAll()).rejects.toThrow('fetch failed')
    expect([bytes, response.headers.get('content-length')]).toEqual([count, '83'])
  })

  test('reset=body of an answer without one breaks it all the same', async () => {
    const asked = ask(sandboxWith(), 'DELETE /v1/users/1', undefined, { 'x-veza-fault': 'reset=body' })
    await expect(asked).rejects.toThrow('fetch failed')
  })

  test('reset=request does nothing and fails', async () => {
    const sandbox = sandboxWith()
    for (const fault of ['reset=request', 'reset=request; after=1']) {
      const body = { room_id: 1, content: 'faulty' }
      const asked = ask(sandbox, 'POST /v1/chat/messages', body, { 'x-veza-fault': fault })
      await expect(asked).rejects.toThrow('fetch failed')
    }
    expect(sandbox.messageContents()).not.toContain('faulty')
  })

  test('truncate leaves an answer without a body as it is', async () => {
    const answer = await ask(sandboxWith(), 'DELETE /v1/users/1', undefined, { 'x-veza-fault': 'truncate' })
    expect(answer.status).toBe(204)
  })

  test('reset=body breaks the stream', async () => {
    const asked = ask(sandboxWith(), 'GET /v1/users/1', undefined, { 'x-veza-fault': 'reset=body' })
    await expect(asked).rejects.toThrow('fetch failed')
  })
})

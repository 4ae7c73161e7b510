import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { ask, sandboxWith } from './ask.ts'

const origin = 'http://127.0.0.1:1'

describe('with cors, a page of another origin', () => {
  test('is allowed to send every header, and its preflight is no request', async () => {
    await using running = await serveSandbox({ cors: true })
    const response = await fetch(`${running.baseUrl}/chat/messages`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,idempotency-key,x-veza-fault',
      },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(response.headers.get('access-control-allow-headers')).toBe(
      'authorization,idempotency-key,x-veza-fault',
    )
    expect(running.sandbox.requests()).toEqual([])
  })

  test('reads every header of an answer, of a fault and of a control route', async () => {
    await using running = await serveSandbox({ cors: true })
    const headers = { origin, authorization: `Bearer ${running.apiKey}` }
    const answers = [
      await fetch(`${running.baseUrl}/users/1`, { headers }),
      await fetch(`${running.baseUrl}/users/1`, {
        headers: { ...headers, 'x-veza-fault': 'status=503; retry-after=1' },
      }),
      await fetch(`${running.url}/_sandbox/stats`, { headers }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 503, 200])
    for (const answer of answers) {
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('access-control-expose-headers')).toBe('*')
      expect(answer.headers.get('content-type')).toContain('application/json')
    }
    expect(answers[0]?.headers.get('x-request-id')).toBe('req_1')
    expect(await answers[0]?.json()).toMatchObject({ id: 1 })
  })

  test('meets faults of the connection', async () => {
    const sandbox = sandboxWith({ cors: true })
    const reset = ask(sandbox, 'GET /v1/users/1', undefined, { 'x-veza-fault': 'reset=before' })
    await expect(reset).rejects.toThrow(new TypeError('fetch failed'))
    await using running = await serveSandbox({ cors: true })
    const headers = { authorization: `Bearer ${running.apiKey}`, 'x-veza-fault': 'reset=after' }
    await expect(fetch(`${running.baseUrl}/users/1`, { headers })).rejects.toMatchObject({
      cause: { code: 'ECONNRESET' },
    })
  })
})

test('without cors, a page of another origin is allowed nothing', async () => {
  const sandbox = sandboxWith()
  expect((await ask(sandbox, 'OPTIONS /v1/users/1')).status).toBe(405)
  const { headers } = await ask(sandbox, 'GET /v1/users/1', undefined, { origin })
  expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
})

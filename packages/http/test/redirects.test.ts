import { createHttp } from '@veza/http'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const statuses = [301, 302, 303, 307, 308]
const secrets = { authorization: 'Bearer canary-token', 'x-api-key': 'canary-key', cookie: 'session=canary' }

describe('a redirect', () => {
  test.each(statuses)('%i to another origin is refused, and no header gets there', async (status) => {
    await using elsewhere = await scriptedServer((response) => json(response, { stolen: true }))
    await using server = await scriptedServer((response) =>
      response.writeHead(status, { location: `${elsewhere.url}/thing` }).end(),
    )
    const http = createHttp({ baseUrl: server.url, headers: secrets })
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      const error = await failureOf(http.json({ method, path: '/thing' }))
      expect(error).toMatchObject({ name: 'InvalidResponseError', code: 'REDIRECT_REFUSED', attempts: 1 })
    }
    expect(elsewhere.seen).toHaveLength(0)
    expect(server.seen).toHaveLength(3)
  })

  test.each(statuses)('%i on the same origin is followed for a GET, with its headers', async (status) => {
    await using server = await scriptedServer((response, { url }) =>
      url === '/new' ? json(response, { ok: true }) : response.writeHead(status, { location: '/new' }).end(),
    )
    const http = createHttp({ baseUrl: server.url, headers: secrets })
    const { data, response } = await http.json({ method: 'GET', path: '/old' }).withResponse()
    expect(data).toEqual({ ok: true })
    expect(response.url).toBe(`${server.url}/new`)
    expect(server.seen[1]?.headers['x-api-key']).toBe('canary-key')
  })

  test.each([307, 308])('%i on the same origin keeps the method and the body of a POST', async (status) => {
    await using server = await scriptedServer((response, { url }) =>
      url === '/new' ? json(response, {}) : response.writeHead(status, { location: 'new' }).end(),
    )
    await createHttp({ baseUrl: server.url }).json({ method: 'POST', path: '/old', body: { a: 1 } })
    expect(server.seen[1]).toMatchObject({ method: 'POST', body: '{"a":1}' })
    expect(server.seen[1]?.headers['idempotency-key']).toBe(server.seen[0]?.headers['idempotency-key'])
  })

  test('303 turns a POST into a GET without its body', async () => {
    await using server = await scriptedServer((response, { url }) =>
      url === '/new' ? json(response, {}) : response.writeHead(303, { location: '/new' }).end(),
    )
    await createHttp({ baseUrl: server.url }).json({ method: 'POST', path: '/old', body: { a: 1 } })
    expect(server.seen[1]).toMatchObject({ method: 'GET', body: '' })
    expect(server.seen[1]?.headers['content-type']).toBeUndefined()
  })

  test.each([301, 302])('%i never turns a POST into a GET that seems to succeed', async (status) => {
    await using server = await scriptedServer((response, { url }) =>
      url === '/new' ? json(response, []) : response.writeHead(status, { location: '/new' }).end(),
    )
    const call = createHttp({ baseUrl: server.url }).json({ method: 'POST', path: '/old', body: {} })
    expect(await failureOf(call)).toMatchObject({ code: 'REDIRECT_REFUSED' })
    expect(server.seen).toHaveLength(1)
  })

  test('from https to http is refused', async () => {
    const asked: string[] = []
    const http = createHttp({
      baseUrl: 'https://api.example.test',
      fetch: (input) => {
        asked.push(new Request(input).url)
        return Promise.resolve(
          new Response(null, { status: 302, headers: { location: 'http://api.example.test/thing' } }),
        )
      },
    })
    expect(await failureOf(http.json({ method: 'GET', path: '/thing' }))).toMatchObject({
      code: 'REDIRECT_REFUSED',
    })
    expect(asked).toEqual(['https://api.example.test/thing'])
  })

  test.each(['', 'http://', 'javascript:alert(1)', '//evil.test/x', 'https://user:pass@evil.test/'])(
    'to "%s" is refused',
    async (location) => {
      await using server = await scriptedServer((response) => response.writeHead(302, { location }).end())
      const error = await failureOf(createHttp({ baseUrl: server.url }).json({ method: 'GET', path: '/a' }))
      expect(error.code).toBe('REDIRECT_REFUSED')
    },
  )

  test('without a location is refused', async () => {
    await using server = await scriptedServer((response) => response.writeHead(302).end())
    const error = await failureOf(createHttp({ baseUrl: server.url }).json({ method: 'GET', path: '/a' }))
    expect(error.message).toContain('does not say whereto')
  })

  test('in a circle ends after five hops', async () => {
    await using server = await scriptedServer((response) =>
      response.writeHead(302, { location: '/again' }).end(),
    )
    const error = await failureOf(createHttp({ baseUrl: server.url }).json({ method: 'GET', path: '/a' }))
    expect(error).toMatchObject({ code: 'REDIRECT_REFUSED', attempts: 1 })
    expect(server.seen).toHaveLength(6)
  })

  test('that a browser hides is refused', async () => {
    const hidden = () => Promise.resolve({ status: 0, headers: new Headers(), body: null })
    const http = createHttp({ baseUrl: 'https://api.example.test', transport: hidden })
    expect(await failureOf(http.json({ method: 'GET', path: '/a' }))).toMatchObject({
      code: 'REDIRECT_REFUSED',
    })
  })
})

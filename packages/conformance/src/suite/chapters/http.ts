import type { Chapter } from '../case.ts'
import { equal, failureOf, holds } from '../check.ts'

/** Requests and answers, when all goes well. */
export const http: Chapter = {
  name: 'HTTP',
  cases: [
    {
      name: 'a resource is read as a typed model: camelCase, dates, null kept',
      async run({ client }) {
        const user = await client({ validation: 'strict' }).users.get(1)
        equal([user.id, user.username.includes('_1'), user.roles], [1, true, ['admin', 'user']])
        holds(user.createdAt instanceof Date, 'createdAt is no Date')
        equal(user.createdAt, new Date(Date.UTC(2026, 0, 1, 1)))
        const rooms = await client().chat.rooms.list().toArray({ limit: 1 })
        equal(rooms[0]?.description, null)
      },
    },
    {
      name: 'POST, PUT and DELETE carry their bodies, and 204 has none',
      async run({ client, seen }) {
        const { streams } = client({ validation: 'strict' })
        const stream = await streams.create({ title: 'Live', category: 'talk', visibility: 'public' })
        equal((await streams.update(stream.id, { status: 'live' })).status, 'live')
        const { data, response } = await streams.delete(stream.id).withResponse()
        equal([data, response.status], [undefined, 204])
        equal((await failureOf(streams.get(stream.id))).code, 'STREAM_NOT_FOUND')
        equal(
          (await seen()).map(({ method }) => method),
          ['POST', 'PUT', 'DELETE', 'GET'],
        )
      },
    },
    {
      name: 'text of every script arrives as it was sent',
      async run({ client }) {
        const content = 'Grüße, 你好, שלום, 🎧🏽, e\u0301, "quoted" \\ </script>\u2028\u0000\n'
        const { messages } = client().chat
        const sent = await messages.send({ roomId: 4, content, metadata: { ключ: '🎶' } })
        equal([sent.content, sent.metadata], [content, { ключ: '🎶' }])
        equal((await messages.list({ roomId: 4 }).first()).items[0]?.content, content)
      },
    },
    {
      name: 'headers go out as they are set, by client and by call',
      async run({ client, seen }) {
        const veza = client({ headers: { 'X-Tenant': 'a', 'x-both': 'client' } })
        await veza.users.get(1, { headers: { 'X-Both': 'call', 'x-latin': 'café' } })
        const [request] = await seen()
        const { headers } = request ?? { headers: {} as Readonly<Record<string, string>> }
        equal([headers['x-tenant'], headers['x-both'], headers['accept']], ['a', 'call', 'application/json'])
        equal(headers['authorization'], '[redacted]')
        equal(headers['content-type'], undefined, 'content-type of a GET')
      },
    },
    {
      name: 'queries and path parameters are escaped, and cannot leave the base path',
      async run({ client, seen }) {
        const veza = client()
        await veza.users.list({ search: 'a b&limit=1#ü+%2F', limit: 5 }).first()
        const [request] = await seen()
        const query = new URL(request?.path ?? '', 'http://x').searchParams
        equal([...query.keys()].length, 3, 'the number of parameters')
        equal([query.get('search'), query.get('limit')], ['a b&limit=1#ü+%2F', '5'])
        for (const id of ['../analytics/metrics', '..', 'a/b', '%2e%2e', '']) {
          const call = veza.request({ method: 'GET', path: '/users/{id}', params: { id } })
          equal((await failureOf(call)).code, 'INVALID_ARGUMENT', `the code for "${id}"`)
        }
        for (const path of [
          '/users/../streams',
          '//127.0.0.1/v1/users',
          'users/1',
          '/users/%2e%2e/streams',
          '/users?a=1',
        ])
          equal((await failureOf(veza.request({ method: 'GET', path }))).code, 'INVALID_ARGUMENT', path)
        equal((await seen()).length, 1, 'the number of requests')
      },
    },
    {
      name: 'withResponse() tells status, headers, address, request id and attempts',
      async run({ client, sandbox }) {
        const { data, response } = await client().users.get(2).withResponse()
        equal([data.id, response.status, response.attempts], [2, 200, 1])
        equal(response.url, `${sandbox.baseUrl}/users/2`)
        holds(/^req_\d+$/.test(response.requestId ?? ''), `the request id is ${response.requestId}`)
        equal(response.headers.get('x-ratelimit-limit'), '10000')
      },
    },
    {
      name: 'request() gives any route, with wire names and the same errors',
      async run({ client }) {
        const veza = client()
        const spec = { method: 'GET', path: '/users/{id}', params: { id: 1 } } as const
        const wire = (await veza.request(spec)) as Record<string, unknown>
        holds(typeof wire['created_at'] === 'string', 'created_at is no text')
        const error = await failureOf(veza.request({ method: 'GET', path: '/nothing/here' }))
        equal([error.name, error.status], ['NotFoundError', 404])
      },
    },
    {
      name: 'safe() gives data or error, and never throws',
      async run({ client }) {
        const { users } = client()
        const good = await users.get(1).safe()
        const bad = await users.get(999_999).safe()
        equal([good.ok, good.data?.id, bad.ok, bad.error?.name], [true, 1, false, 'NotFoundError'])
      },
    },
    {
      name: 'middleware is around every attempt, and may answer itself',
      async run({ client, seen }) {
        const attempts: number[] = []
        const veza = client({
          middleware: [
            async (request, next) => {
              attempts.push(request.attempt)
              const answer = await next(request)
              return { ...answer, text: answer.text.replace('"id":1,', '"id":41,') }
            },
          ],
        })
        equal((await veza.users.get(1)).id, 41)
        const headers = new Headers()
        const canned = client({
          middleware: [async ({ url }) => ({ status: 200, headers, url, text: '{"id":42}' })],
          validation: 'off',
        })
        equal((await canned.users.get(1)).id, 42)
        equal([attempts, (await seen()).length], [[1], 1])
      },
    },
    {
      name: 'a fetch of one’s own is used instead of the runtime’s',
      async run({ client, sandbox }) {
        const asked: string[] = []
        const veza = client({
          fetch: (input, init) => {
            const request = new Request(input, init)
            asked.push(`${request.method} ${request.url} ${request.redirect}`)
            return fetch(request)
          },
        })
        equal((await veza.users.get(3)).id, 3)
        equal(asked, [`GET ${sandbox.baseUrl}/users/3 manual`])
      },
    },
    {
      name: 'fifty calls at once each get their own answer',
      async run({ client }) {
        const { users } = client()
        const ids = Array.from({ length: 50 }, (_, index) => index + 1)
        const found = await Promise.all(ids.map((id) => users.get(id)))
        equal(
          found.map(({ id }) => id),
          ids,
        )
      },
    },
    {
      name: 'a limit of the client’s own spreads calls over its interval',
      async run({ client, seen }) {
        const { users } = client({ rateLimit: { limit: 2, intervalMs: 150 } })
        const startedAt = performance.now()
        await Promise.all([1, 2, 3, 4, 5].map((id) => users.get(id)))
        const elapsed = performance.now() - startedAt
        holds(elapsed >= 290, `five calls, two in 150 ms, took ${elapsed} ms`)
        equal((await seen()).length, 5)
        const strict = client({ rateLimit: { limit: 1, intervalMs: 60_000, onLimit: 'throw' } })
        await strict.users.get(1)
        equal((await failureOf(strict.users.get(1))).name, 'RateLimitError')
      },
    },
  ],
}

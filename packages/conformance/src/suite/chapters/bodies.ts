import type { Chapter } from '../case.ts'
import { between, equal, failureOf, holds } from '../check.ts'
import { faulty } from '../faulty.ts'

const mebibyte = 1024 * 1024

/** Bodies of answers that are not what they should be. */
export const bodies: Chapter = {
  name: 'Bodies',
  cases: [
    {
      name: 'JSON that is cut short is an InvalidResponseError that does not quote it',
      async run({ client }) {
        const error = await failureOf(client({ middleware: [faulty('truncate')] }).users.get(1))
        equal([error.name, error.code, error.attempts], ['InvalidResponseError', 'INVALID_RESPONSE', 1])
        equal(error.status, 200)
        holds(!error.message.includes('username'), `the message is: ${error.message}`)
      },
    },
    {
      name: 'good JSON under a wrong content type is read',
      async run({ client }) {
        const veza = client({ middleware: [faulty('content-type=text/html')] })
        equal((await veza.users.get(1)).id, 1)
      },
    },
    {
      name: 'an answer of another shape is refused',
      async run({ client, addFault }) {
        for (const body of [[1, 2], 'text', 7]) {
          await addFault({ path: '/users/{id}', times: 1, fault: { kind: 'status', status: 200, body } })
          const error = await failureOf(client().users.get(1))
          equal([error.name, error.code], ['InvalidResponseError', 'INVALID_RESPONSE'], JSON.stringify(body))
        }
      },
    },
    {
      name: 'an answer above maxResponseBytes is refused, one at it is read',
      async run({ client }) {
        const { response } = await client().users.get(1).withResponse()
        const bytes = Number(response.headers.get('content-length') ?? 0)
        between(bytes, 100, 1000, 'the length of the answer')
        equal((await client({ maxResponseBytes: bytes }).users.get(1)).id, 1)
        const error = await failureOf(client({ maxResponseBytes: bytes - 1 }).users.get(1))
        equal([error.name, error.code, error.attempts], ['InvalidResponseError', 'RESPONSE_TOO_LARGE', 1])
      },
    },
    {
      name: 'a little gzip that unpacks to 64 MiB stops at the cap',
      async run({ client }) {
        const middleware = [faulty(`gzip-bomb=${64 * mebibyte}`)]
        const error = await failureOf(client({ maxResponseBytes: mebibyte, middleware }).users.get(1))
        equal([error.code, error.attempts], ['RESPONSE_TOO_LARGE', 1])
      },
    },
    {
      name: 'a gzipped answer below the cap is unpacked',
      async run({ client }) {
        const veza = client({ middleware: [faulty(`gzip-bomb=${mebibyte}`)] })
        // A mebibyte of spaces: unpacked as a whole, and no JSON.
        const error = await failureOf(veza.users.get(1))
        equal(error.code, 'INVALID_RESPONSE')
      },
    },
    {
      name: 'keys that poison prototypes are dropped, and the rest kept',
      async run({ client, addFault }) {
        const text =
          '{"a":1,"__proto__":{"x":1},"constructor":{"prototype":{"y":1}},"b":{"constructor":"ok"}}'
        await addFault({
          path: '/users/{id}',
          fault: { kind: 'status', status: 200, body: JSON.parse(text) },
        })
        const body = await client().request({ method: 'GET', path: '/users/1' })
        equal(JSON.stringify(body), '{"a":1,"b":{"constructor":"ok"}}')
        equal(Reflect.get(body as object, 'x'), undefined)
      },
    },
    {
      name: 'no answer comes from a cache of the runtime',
      async run({ client, addFault, seen }) {
        const headers = { 'cache-control': 'max-age=3600' }
        await addFault({
          path: '/users/7',
          times: 1,
          fault: { kind: 'status', status: 200, headers, body: { id: 7 } },
        })
        const veza = client({ validation: 'off' })
        await veza.users.get(7)
        holds((await veza.users.get(7)).username !== undefined, 'the second answer is the first one')
        // 410 is kept by browsers even where nothing says so.
        await addFault({ path: '/users/8', times: 1, fault: { kind: 'status', status: 410 } })
        equal((await failureOf(veza.users.get(8))).status, 410)
        equal((await veza.users.get(8)).id, 8)
        equal((await seen()).length, 4, 'the number of requests')
      },
    },
    {
      name: 'a large answer is read whole, in pieces',
      async run({ client, addFault }) {
        const text = '€'.repeat(2 * mebibyte)
        await addFault({ path: '/users/{id}', fault: { kind: 'status', status: 200, body: { text } } })
        const body = (await client().request({ method: 'GET', path: '/users/1' })) as { text: string }
        holds(body.text === text, `it differs: ${body.text.length} characters`)
      },
    },
  ],
}

import type { Chapter } from '../case.ts'
import { equal, failureOf, holds } from '../check.ts'
import { faulty } from '../faulty.ts'

const hidden = 'a browser hides where a redirect leads: each one is refused'

/** Redirects, followed by hand. */
export const redirects: Chapter = {
  name: 'Redirects',
  cases: [
    {
      name: 'one on the same origin is followed for a GET, with its headers',
      async run({ client, seen, sandbox, addFault }) {
        for (const status of [301, 302, 303, 307, 308]) {
          const fault = { kind: 'redirect', status, location: '/v1/users/2' } as const
          await addFault({ path: '/users/1', times: 1, fault })
          const { data, response } = await client().users.get(1).withResponse()
          equal([data.id, response.url], [2, `${sandbox.baseUrl}/users/2`], `the answer after ${status}`)
        }
        const keyed = (await seen()).filter(({ headers }) => headers['authorization'] !== undefined)
        equal(keyed.length, 10, 'the number of requests with the key')
      },
      except: { chromium: hidden },
    },
    {
      name: 'one to another origin is refused, and nothing is sent there',
      async run({ client }) {
        const target = 'http://127.0.0.1:65530/v1/users/2'
        for (const status of [301, 302, 303, 307, 308]) {
          const fault = `redirect=${status}; location=${target}`
          const error = await failureOf(client({ middleware: [faulty(fault)] }).users.get(1))
          equal(
            [error.name, error.code],
            ['InvalidResponseError', 'REDIRECT_REFUSED'],
            `the error of ${status}`,
          )
          equal(error.attempts, 1)
        }
      },
    },
    {
      name: 'a POST is never turned into a GET that seems to succeed',
      async run({ client, seen }) {
        for (const status of [301, 302]) {
          const { messages } = client({
            middleware: [faulty(`redirect=${status}; location=/v1/users/2`)],
          }).chat
          const error = await failureOf(messages.send({ roomId: 1, content: 'moved' }))
          equal(error.code, 'REDIRECT_REFUSED')
        }
        equal(
          (await seen()).map(({ method }) => method),
          ['POST', 'POST'],
        )
      },
    },
    {
      name: 'a circle ends after five hops',
      async run({ client, seen }) {
        const middleware = [faulty('redirect=302; location=/v1/users/1')]
        // The fault's header goes along: every hop redirects again.
        const error = await failureOf(client({ middleware }).users.get(1))
        equal([error.code, error.attempts], ['REDIRECT_REFUSED', 1])
        holds((await seen()).length <= 6, 'it is followed further')
      },
    },
  ],
}

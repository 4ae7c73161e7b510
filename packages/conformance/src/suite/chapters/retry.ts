import type { Middleware } from '@veza/client'
import type { Chapter } from '../case.ts'
import { between, equal, failureOf, holds } from '../check.ts'
import { faulty } from '../faulty.ts'
import { skippingClock } from '../skipping-clock.ts'
import type { World } from '../world.ts'

/** Chance that never adds to what the server asks for, and never waits on its own. */
const random = () => 0

const untold =
  'fetch fails in the same words whether the connection was refused or broke later: the code is CONNECTION_RESET, and a ' +
  'POST is repeated only where keys are honoured'

/** When an attempt is repeated, and after how long. */
export const retry: Chapter = {
  name: 'Retry',
  cases: [
    {
      name: 'statuses that may pass are tried again, others are not',
      async run(world) {
        for (const status of [408, 425, 429, 500, 502, 503, 504]) {
          const { attempts } = await failing(world, `status=${status}`)
          equal(attempts, 3, `the attempts of ${status}`)
        }
        for (const status of [400, 401, 403, 404, 409, 410, 422, 501]) {
          const { attempts } = await failing(world, `status=${status}`)
          equal(attempts, 1, `the attempts of ${status}`)
        }
      },
    },
    {
      name: 'delays grow under an exponential ceiling, with jitter',
      async run({ client }) {
        const clock = skippingClock()
        const options = { clock, retry: { maxAttempts: 5, baseDelayMs: 100, maxDelayMs: 400 } }
        const veza = client({ ...options, random: () => 0.5, middleware: [faulty('status=503')] })
        equal((await failureOf(veza.users.get(1))).attempts, 5)
        equal(clock.sleeps, [50, 100, 200, 200])
      },
    },
    {
      name: 'Retry-After is kept: in seconds, as a date, in milliseconds, and as a reset of the limit',
      async run(world) {
        const date = new Date(Date.now() + 9000).toUTCString()
        const reset = Math.floor(Date.now() / 1000) + 9
        equal(await waited(world, 'status=503; retry-after=7'), 7000)
        equal(await waited(world, 'status=429; retry-after-ms=250'), 250)
        // A date has no milliseconds, and time goes on while we ask.
        between(await waited(world, `status=503; retry-after=${date}`), 5000, 9000, 'the wait for a date')
        equal(await waited(world, 'status=429; ratelimit-remaining=0; ratelimit-reset=6'), 6000)
        const unix = await waited(world, `status=429; x-ratelimit-remaining=0; x-ratelimit-reset=${reset}`)
        between(unix, 5000, 9000, 'the wait for a Unix time')
        equal(await waited(world, 'status=429; ratelimit=limit=9, remaining=0, reset=5'), 5000)
      },
    },
    {
      name: 'a Retry-After that cannot be read counts as none',
      async run(world) {
        for (const text of ['soon', '-5', 'try 9999', '1e3'])
          equal(await waited(world, `status=503; retry-after=${text}`), 0, `the wait for "${text}"`)
      },
    },
    {
      name: 'a Retry-After beyond the time of the call fails at once, and says how long to wait',
      async run({ client, seen }) {
        const veza = client({ middleware: [faulty('status=429; retry-after=3600')] })
        const error = await failureOf(veza.users.get(1))
        equal([error.name, error.attempts, error.retryAfterMs], ['RateLimitError', 1, 3_600_000])
        equal((await seen()).length, 1)
      },
    },
    {
      name: 'the machine’s own clock waits as long as it was asked to',
      async run({ client }) {
        const veza = client({ random, middleware: [faulty('status=503; retry-after-ms=300', 1)] })
        const startedAt = performance.now()
        const { response } = await veza.users.get(1).withResponse()
        equal(response.attempts, 2)
        between(performance.now() - startedAt, 295, 8000, 'the time it took')
      },
    },
    {
      name: 'a GET whose connection breaks is tried again: before the answer, and in mid-body',
      async run({ client }) {
        for (const fault of ['reset=before', 'reset=after', 'reset=body']) {
          const veza = client({ random, middleware: [faulty(fault, 1)] })
          const { data, response } = await veza.users.get(1).withResponse()
          equal([data.id, response.attempts], [1, 2], fault)
        }
      },
    },
    {
      name: 'a connection that never stood is CONNECTION_FAILED, and even a POST is tried again',
      async run({ client }) {
        const error = await failureOf(sendNowhere(client))
        equal([error.name, error.code, error.attempts], ['ConnectionError', 'CONNECTION_FAILED', 3])
        equal(error.outcomeUnknown, false, 'outcomeUnknown')
      },
      except: { workerd: untold, chromium: untold },
    },
    {
      name: 'a connection that cannot be made is a ConnectionError with a remedy',
      async run({ client }) {
        const { users } = client({ baseUrl: nowhere, random })
        const error = await failureOf(users.get(1))
        equal([error.name, error.retryable, error.attempts], ['ConnectionError', true, 3])
        holds(error.remedy.includes('network'), `the remedy is: ${error.remedy}`)
      },
    },
    {
      name: 'retry: false and maxAttempts are kept, by client and by call',
      async run({ client, seen }) {
        const options = { random, middleware: [faulty('status=503')] }
        equal((await failureOf(client({ ...options, retry: false }).users.get(1))).attempts, 1)
        const { users } = client(options)
        equal((await failureOf(users.get(1, { retry: { maxAttempts: 2 } }))).attempts, 2)
        equal((await failureOf(users.get(1, { retry: false }))).attempts, 1)
        equal((await seen()).length, 4)
      },
    },
    {
      name: 'each retry is told to the logger',
      async run({ client }) {
        const told: unknown[] = []
        const nothing = () => undefined
        const logger = {
          debug: nothing,
          warn: nothing,
          error: nothing,
          info: (fields: { attempt?: unknown; code?: unknown }) => told.push([fields.attempt, fields.code]),
        }
        const veza = client({ random, logger, middleware: [faulty('status=503', 2)] })
        await veza.users.get(1)
        equal(told, [
          [1, 'HTTP_503'],
          [2, 'HTTP_503'],
        ])
      },
    },
  ],
}

/** Nothing listens there: the port is above those that systems hand out, and no browser forbids it. */
const nowhere = 'http://127.0.0.1:65530/v1'

function sendNowhere(client: World['client']): PromiseLike<unknown> {
  const { chat } = client({ baseUrl: nowhere, random, idempotencyKeys: false })
  return chat.messages.send({ roomId: 1, content: 'nobody hears' })
}

async function failing({ client }: World, fault: string) {
  const middleware: Middleware[] = [faulty(fault)]
  return failureOf(client({ random, retry: { bucketCapacity: 500 }, middleware }).users.get(1))
}

/** How long a client waits after one such answer, in milliseconds. */
async function waited({ client }: World, fault: string): Promise<number> {
  const clock = skippingClock()
  const veza = client({ clock, random, middleware: [faulty(fault, 1)] })
  await veza.users.get(1)
  equal(clock.sleeps.length, 1, 'the number of waits')
  return clock.sleeps[0] ?? 0
}

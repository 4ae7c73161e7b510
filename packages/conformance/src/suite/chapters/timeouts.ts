import type { Case, Chapter } from '../case.ts'
import { between, equal, failureOf } from '../check.ts'
import { faulty } from '../faulty.ts'

/** How late an error may come on a busy machine, in milliseconds; the exact truth is measured elsewhere. */
const slack = 8000

/** That time limits hold. */
export const timeouts: Chapter = {
  name: 'Timeouts',
  cases: [
    endsInTime('stalled headers', 'stall=headers'),
    endsInTime('a stalled body', 'stall=body'),
    endsInTime('a slow server', 'latency=10000'),
    {
      name: 'timeoutMs of a call outranks the client’s',
      async run({ client }) {
        const veza = client({ retry: false, middleware: [faulty('stall=headers')] })
        const startedAt = performance.now()
        equal((await failureOf(veza.users.get(1, { timeoutMs: 200 }))).name, 'TimeoutError')
        between(performance.now() - startedAt, 190, 200 + slack, 'the time it took')
      },
    },
    {
      name: 'an attempt that timed out is not repeated',
      async run({ client, seen }) {
        const veza = client({ timeoutMs: 150, middleware: [faulty('stall=headers')] })
        equal((await failureOf(veza.users.get(1))).attempts, 1)
        equal((await seen()).length, 1)
      },
    },
    {
      name: 'totalTimeoutMs ends a call between its attempts',
      async run({ client }) {
        const options = { totalTimeoutMs: 400, retry: { maxAttempts: 100, baseDelayMs: 120, factor: 1 } }
        const veza = client({ ...options, random: () => 0.99, middleware: [faulty('status=503')] })
        const startedAt = performance.now()
        const error = await failureOf(veza.users.get(1))
        between(performance.now() - startedAt, 0, 400 + slack, 'the time it took')
        between(error.attempts, 1, 5, 'the number of attempts')
      },
    },
    {
      name: 'totalTimeoutMs ends an attempt under way',
      async run({ client }) {
        const veza = client({ totalTimeoutMs: 250, middleware: [faulty('stall=body')] })
        const startedAt = performance.now()
        const error = await failureOf(veza.users.get(1))
        between(performance.now() - startedAt, 240, 250 + slack, 'the time it took')
        equal([error.name, error.code], ['TimeoutError', 'TIMEOUT'])
      },
    },
    {
      name: 'a client goes on working after its calls timed out',
      async run({ client }) {
        const stalled = { headers: { 'x-veza-fault': 'stall=body' }, timeoutMs: 100, retry: false } as const
        const { users } = client()
        const errors = await Promise.all(
          [1, 2, 3, 4, 5, 6, 7, 8].map((id) => failureOf(users.get(id, stalled))),
        )
        equal(new Set(errors.map(({ name }) => name)).size, 1)
        equal((await users.get(1)).id, 1)
      },
    },
  ],
}

function endsInTime(what: string, fault: string): Case {
  return {
    name: `timeoutMs ends an attempt that meets ${what}`,
    async run({ client }) {
      const veza = client({ retry: false, timeoutMs: 250, middleware: [faulty(fault)] })
      const startedAt = performance.now()
      const error = await failureOf(veza.users.get(1))
      between(performance.now() - startedAt, 240, 250 + slack, 'the time it took')
      equal([error.name, error.code, error.retryable], ['TimeoutError', 'TIMEOUT', true])
    },
  }
}

import type { Chapter } from '../case.ts'
import { between, equal, failureOf, holds } from '../check.ts'
import { faulty } from '../faulty.ts'
import { listeningSignal } from '../listening-signal.ts'
import type { World } from '../world.ts'

/** That a caller can stop what was begun. */
export const abort: Chapter = {
  name: 'Abort',
  cases: [
    {
      name: 'a signal that is aborted already sends nothing',
      async run({ client, seen }) {
        const error = await failureOf(client().users.get(1, { signal: AbortSignal.abort() }))
        equal([error.name, error.code, error.retryable], ['AbortError', 'ABORTED', false])
        equal((await seen()).length, 0, 'the number of requests')
      },
    },
    {
      name: 'a call that waits for headers ends at once',
      run: (world) => abortedDuring(world, 'stall=headers'),
    },
    {
      name: 'a call that waits for its body ends at once',
      run: (world) => abortedDuring(world, 'stall=body'),
    },
    {
      name: 'a call that waits for its next attempt ends at once',
      run: (world) => abortedDuring(world, 'status=503; retry-after=20'),
    },
    {
      name: 'a call that waits for its turn under a limit ends at once',
      async run({ client, seen }) {
        const { users } = client({ rateLimit: { limit: 1, intervalMs: 20_000 } })
        await users.get(1)
        const controller = new AbortController()
        const call = failureOf(users.get(2, { signal: controller.signal }))
        controller.abort()
        equal((await call).name, 'AbortError')
        equal((await seen()).length, 1, 'the number of requests')
      },
    },
    {
      name: 'the reason is the error’s cause, and a timeout signal ends a call as an abort does',
      async run({ client }) {
        const veza = client({ middleware: [faulty('stall=headers')] })
        const controller = new AbortController()
        const call = failureOf(veza.users.get(1, { signal: controller.signal }))
        controller.abort(new Error('the user left'))
        const { cause } = await call
        equal(cause instanceof Error && cause.message, 'the user left')
        equal((await failureOf(veza.users.get(1, { signal: AbortSignal.timeout(50) }))).name, 'AbortError')
      },
    },
    {
      name: 'a list stops with its signal',
      async run({ client, seen }) {
        const controller = new AbortController()
        let read = 0
        const reading = async () => {
          for await (const _ of client().users.list({ limit: 10, signal: controller.signal })) {
            if (++read === 10) controller.abort()
          }
        }
        equal((await failureOf(reading())).name, 'AbortError')
        equal([read, (await seen()).length], [10, 1])
      },
    },
    {
      name: 'a signal shared by many calls keeps no listener, however they end',
      async run({ client }) {
        const shared = listeningSignal()
        const { signal } = shared
        const good = client()
        const bad = client({ retry: { baseDelayMs: 1 }, middleware: [faulty('status=503')] })
        const stalled = client({ retry: false, timeoutMs: 100, middleware: [faulty('stall=body')] })
        await Promise.all([
          ...Array.from({ length: 20 }, () => good.users.get(1, { signal })),
          ...Array.from({ length: 5 }, () => failureOf(bad.users.get(1, { signal }))),
          failureOf(stalled.users.get(1, { signal })),
        ])
        equal(shared.listeners(), 0, 'the number of listeners')
        holds(shared.added() >= 26, `only ${shared.added()} listeners were ever added`)
      },
    },
    {
      name: 'an abort after the end changes nothing',
      async run({ client }) {
        const controller = new AbortController()
        const veza = client()
        const call = veza.users.get(1, { signal: controller.signal })
        equal((await call).id, 1)
        controller.abort()
        equal([(await call).id, (await veza.users.get(2)).id], [1, 2])
      },
    },
  ],
}

/** Aborts once the sandbox has had the request for a while; the call must end long before the fault would let it. */
async function abortedDuring({ client, seen }: World, fault: string): Promise<void> {
  const controller = new AbortController()
  const call = failureOf(client({ middleware: [faulty(fault)] }).users.get(1, { signal: controller.signal }))
  for (let tries = 0; tries < 200 && (await seen()).length === 0; tries++) await pause(10)
  await pause(50)
  const abortedAt = performance.now()
  controller.abort()
  const error = await call
  between(performance.now() - abortedAt, 0, 8000, 'the time from abort to error')
  equal([error.name, error.code], ['AbortError', 'ABORTED'])
  equal((await seen()).length, 1, 'the number of requests')
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

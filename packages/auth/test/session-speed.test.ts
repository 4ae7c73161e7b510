import { expect, test } from 'vitest'
import { request, sessionRig } from './support/session-rig.ts'

test('a fresh token costs next to nothing: 99 of 100 calls take less than 5 microseconds', async () => {
  const { session, server } = sessionRig()
  await session.signedIn(server.signIn())
  const calls = 20_000
  const measure = () => {
    const took = new Float64Array(calls)
    for (let call = 0; call < calls; call++) {
      const before = performance.now()
      void session.authenticate(request)
      took[call] = (performance.now() - before) * 1000
    }
    return took.sort()[Math.floor(calls * 0.99)] ?? Number.POSITIVE_INFINITY
  }
  // The machine may be busy in one round: the quietest of several says what the code costs.
  const rounds = Array.from({ length: 10 }, measure)
  expect(Math.min(...rounds)).toBeLessThan(5)
})

import { isVezaError } from '@veza/resilience'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseStrictly } from '../src/json/strict-json.ts'
import { lifeFrom, phaseAt, tokenLife } from '../src/tokens/token-life.ts'
import { decodeRecord, encodeRecord } from '../src/tokens/token-set.ts'
import { drive } from './support/drive.ts'
import { request, sessionRig, tokenOf } from './support/session-rig.ts'

type Step =
  | { readonly do: 'use'; readonly who: number }
  | { readonly do: 'reject'; readonly who: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'fault'; readonly fault: 'unsent' | 'server-error' }

const who = fc.nat({ max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('use' as const), who }),
  fc.record({ do: fc.constant('reject' as const), who }),
  fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(100, 1000, 60_000, 3_300_000, 3_600_000, 90_000_000),
  }),
  fc.record({
    do: fc.constant('fault' as const),
    fault: fc.constantFrom('unsent' as const, 'server-error' as const),
  }),
)

test('whatever three users of one strict grant do, and however the network fails, no token is used twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const { server, clock, session, open } = sessionRig('strict')
      const sessions = [session, open().session, open().session]
      await session.signedIn(server.signIn())
      for (const one of steps) {
        if (one.do === 'wait') await clock.advance(one.ms)
        if (one.do === 'fault') server.faults.push(one.fault)
        if (one.do !== 'use' && one.do !== 'reject') continue
        const user = sessions[one.who] ?? session
        const work = async () => {
          const headers = await user.authenticate(request)
          if (one.do === 'reject') await user.refresh(headers, request.signal)
        }
        await drive(
          clock,
          work().catch((error: unknown) => {
            // For now: the network. Never: the session.
            if (!isVezaError(error) || error.name !== 'ConnectionError') throw error
          }),
        )
      }
      server.faults.length = 0
      await clock.advance(120_000)
      for (const user of sessions) expect(await drive(clock, tokenOf(user))).toContain('access-')
      expect(server.isDead()).toBe(false)
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('a refresh begins before the end and after most of the life, whatever chance says', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 31_536_000_000, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (lifeMs, random) => {
        const tokens = { accessToken: 'a', tokenType: 'Bearer' as const, obtainedAt: 0, lifeMs }
        const life = tokenLife(tokens, random)
        expect(life.expiresAt).toBe(lifeMs)
        expect(life.staleAt).toBeLessThanOrEqual(lifeMs)
        expect(life.staleAt).toBeGreaterThanOrEqual(lifeMs * 0.84)
        expect(lifeMs - life.staleAt).toBeLessThanOrEqual(450_000)
        expect(phaseAt(life, life.staleAt - 1)).toBe('fresh')
        expect(phaseAt(life, lifeMs)).toBe('expired')
      },
    ),
  )
})

test('a life is a number from 0 to a year, or unknown, whatever was sent', () => {
  fc.assert(
    fc.property(fc.anything(), (sent) => {
      const life = lifeFrom(sent)
      if (life !== undefined) expect(life >= 0 && life <= 31_536_000_000).toBe(true)
    }),
  )
})

test('a record survives a store, and anything else is no record', () => {
  const text = fc.stringMatching(/^[\x21-\x7e]+$/)
  const tokens = fc.record(
    {
      accessToken: text,
      tokenType: fc.constantFrom('Bearer' as const, 'DPoP' as const),
      refreshToken: text,
      obtainedAt: fc.nat(),
      lifeMs: fc.nat(),
    },
    { requiredKeys: ['accessToken', 'tokenType', 'obtainedAt'] },
  )
  fc.assert(
    fc.property(tokens, (set) => {
      expect(decodeRecord(encodeRecord({ tokens: set }))).toEqual({ tokens: { ...set } })
    }),
  )
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (junk) => {
      expect(decodeRecord(junk)).toBeUndefined()
    }),
  )
})

test('strict JSON reads what JSON.parse reads, or says why not', () => {
  const value = fc.jsonValue({ maxDepth: 5 })
  const forbidden = /"(?:__proto__|constructor|prototype)"/
  fc.assert(
    fc.property(value, (sent) => {
      const text = JSON.stringify(sent)
      if (!forbidden.test(text)) expect(parseStrictly(text)).toEqual({ value: JSON.parse(text) })
    }),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseStrictly(text)
      if ('value' in parsed) expect(parsed.value).toEqual(JSON.parse(text))
    }),
  )
  expect(parseStrictly('{"a":{"b":1},"b":[{"a":1},{"a":2}]}')).toHaveProperty('value')
  expect(parseStrictly('{"a":1,"\\u0061":2}')).toEqual({ fault: 'a name twice' })
  expect(parseStrictly('{"a": "a" , "b" :"a"}')).toHaveProperty('value')
  expect(parseStrictly(`${'['.repeat(33)}${']'.repeat(33)}`)).toEqual({ fault: 'too deep' })
  expect(parseStrictly('{"\\ud800":1}')).toHaveProperty('value')
  expect(parseStrictly('{"\\x":1}')).toEqual({ fault: 'not JSON' })
})

import { expect, test } from 'vitest'
import { SignInSessions } from './sign-in-sessions.ts'
import { tokenPolicy } from './token-options.ts'

test('sessions that nobody comes back to do not gather without end', () => {
  const sessions = new SignInSessions(tokenPolicy({}), () => 0)
  const first = sessions.begin(1)
  const second = sessions.begin(2)
  for (let times = 0; times < 49_999; times++) sessions.begin(3)
  expect(sessions.find(first.accessToken)).toBeUndefined()
  expect(sessions.find(second.accessToken)).toMatchObject({ userId: 2 })
})

test('tokens that are over are forgotten with the next that are given', () => {
  let now = 0
  const sessions = new SignInSessions(
    tokenPolicy({ accessTokenLifeMs: 1000, refreshTokenLifeMs: 3000 }),
    () => now,
  )
  const first = sessions.begin(1)
  now += 2000
  const second = sessions.refresh(first.refreshToken)
  now += 2000
  expect(sessions.refresh(second?.refreshToken ?? '')).toBeDefined()
  // Presented after its end it is nobody's, and ends nothing.
  expect(sessions.refresh(first.refreshToken)).toBeUndefined()
  expect(sessions.refresh(second?.refreshToken ?? '')).toBeUndefined()
})

test("all sessions of a user end, and nobody else's", () => {
  const sessions = new SignInSessions(tokenPolicy({}), () => 0)
  const [mine, other] = [sessions.begin(1), sessions.begin(2)]
  sessions.endAllOf(1)
  expect([sessions.find(mine.accessToken), sessions.find(other.accessToken)?.userId]).toEqual([undefined, 2])
})

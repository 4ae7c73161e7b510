import type { ChallengeAnswer } from '../verify/verifier.ts'

/** The challenge itself, as plain text: nobody's browser takes it for a page. `undefined` when there is none. */
export function plainAnswer(challenge: string | undefined): ChallengeAnswer | undefined {
  return challenge === undefined ? undefined : answer('text/plain; charset=utf-8', challenge)
}

/** An answer in JSON. */
export function jsonAnswer(value: object): ChallengeAnswer {
  return answer('application/json', JSON.stringify(value))
}

function answer(type: string, body: string): ChallengeAnswer {
  return { status: 200, headers: { 'content-type': type, 'x-content-type-options': 'nosniff' }, body }
}

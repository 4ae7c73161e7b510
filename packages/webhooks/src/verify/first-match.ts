import type { Encoding, Eventually, Part } from '../crypto/key.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import { Refused } from '../refusals/refused.ts'

/** A key that may have made one of the signatures. */
export interface Attempt extends ReadKey {
  readonly parts: readonly Part[]
  readonly signatures: readonly string[]
}

/**
 * The first attempt whose key made one of its signatures over its parts; refused when none did. Waits only where a key has
 * to: on Node.js, HMAC does not, and a promise for each key would cost as much as the comparison.
 */
export function firstMatch(attempts: readonly Attempt[], encoding: Encoding, from = 0): Eventually<Attempt> {
  const attempt = attempts[from]
  if (attempt === undefined) throw new Refused('WEBHOOK_SIGNATURE_MISMATCH')
  const matched = attempt.key.matches(attempt.parts, attempt.signatures, encoding)
  const decide = (yes: boolean) => (yes ? attempt : firstMatch(attempts, encoding, from + 1))
  return matched instanceof Promise ? matched.then(decide) : decide(matched)
}

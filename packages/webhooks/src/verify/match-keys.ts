import type { Encoding, Part } from '../crypto/key.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import { Refused } from '../refusals/refused.ts'
import { firstMatch } from './first-match.ts'

/** The key that made one of the signatures over the parts; refused when none did. */
export async function matchKeys(
  keys: readonly ReadKey[],
  parts: readonly Part[],
  signatures: readonly string[],
  encoding: Encoding,
): Promise<ReadKey> {
  const attempts = keys.map(({ key }) => ({ run: () => key.matches(parts, signatures, encoding) }))
  const hit = keys[await firstMatch(attempts)]
  if (hit === undefined) throw new Refused('WEBHOOK_SIGNATURE_MISMATCH')
  return hit
}

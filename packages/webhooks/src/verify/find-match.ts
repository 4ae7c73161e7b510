import type { Eventually, Part } from '../crypto/key.ts'
import type { Signature } from '../formats/signature-format.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import { Refused } from '../refusals/refused.ts'
import type { SignatureScheme } from '../schemes/scheme.ts'
import type { Fields } from './fields.ts'

/** The key that made one of the signatures, and what it signed. */
export interface Match {
  readonly key: ReadKey
  readonly parts: readonly Part[]
}

/**
 * Tries every key of whose version there are signatures; refused when none made any. Waits only where a key has to: on
 * Node.js, HMAC does not, and a promise for each key would cost as much as the comparison.
 */
export function findMatch(
  scheme: SignatureScheme,
  keys: readonly ReadKey[],
  signatures: readonly Signature[],
  fields: Fields,
): Eventually<Match> {
  let tried = false
  const from = (start: number): Eventually<Match> => {
    for (let index = start; index < keys.length; index++) {
      const key = keys[index] as ReadKey
      const version = key.key.version ?? scheme.version ?? ''
      const texts = textsOf(signatures, version)
      if (texts.length === 0) continue
      tried = true
      fields.version = version
      const parts = scheme.signed(fields)
      const matched = key.key.matches(parts, texts, scheme.encoding)
      if (matched instanceof Promise) return matched.then((yes) => (yes ? { key, parts } : from(index + 1)))
      if (matched) return { key, parts }
    }
    throw tried ? new Refused('WEBHOOK_SIGNATURE_MISMATCH') : new Refused('WEBHOOK_SIGNATURE_VERSION')
  }
  return from(0)
}

function textsOf(signatures: readonly Signature[], version: string): string[] {
  const texts: string[] = []
  for (const signature of signatures) if (signature.version === version) texts.push(signature.text)
  return texts
}

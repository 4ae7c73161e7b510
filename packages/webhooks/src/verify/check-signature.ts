import type { Eventually, Key, Part } from '../crypto/key.ts'
import type { Signature, Signatures } from '../formats/signature-format.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import type { SignatureScheme, SignedFields } from '../schemes/scheme.ts'
import { firstMatch } from './first-match.ts'
import { type CheckContext, idIn, timeIn } from './read-places.ts'

/** What was found out about a request whose signature is right. */
export interface Checked {
  readonly secretIndex: number
  readonly key: Key | undefined
  readonly timestampMs: number | undefined
  /** The event's id, whoever wrote it. */
  readonly id: string | undefined
  /** What a repeat has in common with the first: the id, or the signed bytes where no id is signed. */
  readonly claim: string | readonly Part[]
}

/** More than any provider sends: each costs a comparison, with Ed25519 a dear one. */
const mostSignatures = 16

/** Verifies a request by a scheme that is data. Returns no promise where nothing has to be waited for. */
export function checkSignature(
  scheme: SignatureScheme,
  keys: readonly ReadKey[],
  received: Received,
  context: CheckContext,
): Eventually<Checked> {
  const found = scheme.format.read(received)
  if (found.signatures.length > mostSignatures)
    throw new Refused('WEBHOOK_TOO_MANY_SIGNATURES', `there are more than ${mostSignatures} signatures`)
  const { timestamp, id } = scheme
  // What stands in the body is read once the body is known to be genuine.
  const time = timestamp && !('body' in timestamp) ? timeIn(timestamp, received, found, context) : undefined
  const head = id && !('body' in id) ? idIn(id, received, found) : undefined
  const fields = fieldsOf(received, found, head ?? '', time?.text ?? '')
  const attempts = attemptsOf(scheme, keys, found.signatures, fields)
  const finish = (index: number): Checked => {
    const attempt = attempts[index]
    if (attempt === undefined) throw new Refused('WEBHOOK_SIGNATURE_MISMATCH', 'no signature matches')
    const late = timestamp && 'body' in timestamp ? timeIn(timestamp, received, found, context) : time
    const known = id && 'body' in id && context.parse ? idIn(id, received, found) : head
    return {
      secretIndex: attempt.secretIndex,
      key: attempt.key,
      timestampMs: late?.ms,
      id: known,
      claim: known !== undefined && id?.signed !== false ? known : attempt.parts,
    }
  }
  const matched = firstMatch(attempts)
  return matched instanceof Promise ? matched.then(finish) : finish(matched)
}

interface Attempt extends ReadKey {
  readonly parts: readonly Part[]
  readonly run: () => Eventually<boolean>
}

/** One attempt for each key of whose version there are signatures. */
function attemptsOf(
  scheme: SignatureScheme,
  keys: readonly ReadKey[],
  signatures: readonly Signature[],
  fields: SignedFields,
): Attempt[] {
  const attempts = keys.flatMap(({ key, secretIndex }) => {
    const version = key.version ?? scheme.version ?? ''
    const texts = signatures.filter((signature) => signature.version === version).map(({ text }) => text)
    if (texts.length === 0) return []
    const parts = scheme.signed({ ...fields, version })
    return { key, secretIndex, parts, run: () => key.matches(parts, texts, scheme.encoding) }
  })
  if (attempts.length === 0)
    throw new Refused('WEBHOOK_SIGNATURE_VERSION', 'no signature is of a version that the secrets can verify')
  return attempts
}

function fieldsOf(received: Received, { pairs }: Signatures, id: string, timestamp: string): SignedFields {
  return {
    id,
    timestamp,
    version: '',
    body: received.body,
    method: received.method,
    url: () => {
      if (received.url !== undefined) return received.url
      throw new Refused('WEBHOOK_URL_MISSING', 'the address that was called is signed, and not known whole')
    },
    pair: (name) => pairs?.get(name) ?? '',
    header: (name) => received.needed(name),
  }
}

import type { Eventually, Key, Part } from '../crypto/key.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import type { SignatureScheme } from '../schemes/scheme.ts'
import { type Attempt, firstMatch } from './first-match.ts'
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
  const { signatures, pairs } = scheme.format.read(received)
  if (signatures.length > mostSignatures)
    throw new Refused('WEBHOOK_TOO_MANY_SIGNATURES', String(mostSignatures))
  const { timestamp, id } = scheme
  // What stands in the body is read once the body is known to be genuine.
  const time = timestamp && !('body' in timestamp) ? timeIn(timestamp, received, pairs, context) : undefined
  const head = id && !('body' in id) ? idIn(id, received, pairs) : undefined
  const fields = {
    id: head ?? '',
    timestamp: time?.text ?? '',
    body: received.body,
    pairs,
    request: received,
  }
  const attempts: Attempt[] = []
  for (const { key, secretIndex } of keys) {
    const version = key.version ?? scheme.version ?? ''
    const ofVersion = signatures.filter((signature) => signature.version === version)
    if (ofVersion.length === 0) continue
    const parts = scheme.signed({ ...fields, version })
    attempts.push({ key, secretIndex, parts, signatures: ofVersion.map(({ text }) => text) })
  }
  if (attempts.length === 0) throw new Refused('WEBHOOK_SIGNATURE_VERSION')
  const finish = ({ key, secretIndex, parts }: Attempt): Checked => {
    const late = timestamp && 'body' in timestamp ? timeIn(timestamp, received, pairs, context) : time
    const known = id && 'body' in id && context.parse ? idIn(id, received, pairs) : head
    const claim = known !== undefined && id?.signed !== false ? known : parts
    return { secretIndex, key, timestampMs: late?.ms, id: known, claim }
  }
  const match = firstMatch(attempts, scheme.encoding)
  return match instanceof Promise ? match.then(finish) : finish(match)
}

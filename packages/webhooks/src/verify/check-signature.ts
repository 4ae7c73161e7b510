import type { Eventually, Key, Part } from '../crypto/key.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import type { SignatureScheme } from '../schemes/scheme.ts'
import { Fields } from './fields.ts'
import { findMatch, type Match } from './find-match.ts'
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
    throw new Refused('WEBHOOK_TOO_MANY_SIGNATURES', String(mostSignatures))
  const { timestamp, id } = scheme
  // What stands in the body is read once the body is known to be genuine.
  const time = timestamp && !('body' in timestamp) ? timeIn(timestamp, received, found, context) : undefined
  const head = id && !('body' in id) ? idIn(id, received, found) : undefined
  const fields = new Fields(received, found.pairs, head ?? '', time?.text ?? '')
  const finish = ({ key: { key, secretIndex }, parts }: Match): Checked => {
    const late = timestamp && 'body' in timestamp ? timeIn(timestamp, received, found, context) : time
    const known = id && 'body' in id && context.parse ? idIn(id, received, found) : head
    const claim = known !== undefined && id?.signed !== false ? known : parts
    return { secretIndex, key, timestampMs: late?.ms, id: known, claim }
  }
  const match = findMatch(scheme, keys, found.signatures, fields)
  return match instanceof Promise ? match.then(finish) : finish(match)
}

import type { ReadKey } from '../keys/read-keys.ts'
import type { Draft, Seal } from '../schemes/scheme.ts'
import { seconds } from '../time/time-unit.ts'
import { objectOf } from './object-of.ts'

/**
 * Signs an event of Mailgun's.
 *
 * @param place - the field that holds the signature.
 */
export async function sealMailgun(place: string, draft: Draft, [first]: readonly ReadKey[]): Promise<Seal> {
  const { headers, timestampMs, id } = draft
  const timestamp = seconds.write(timestampMs)
  const event = objectOf(draft)
  const token = id.padEnd(50, '0')
  const signature = await first?.key.sign?.([timestamp, token], 'hex')
  const sealed = { [place]: { timestamp, token, signature }, ...event }
  return { headers, body: new TextEncoder().encode(JSON.stringify(sealed)) }
}

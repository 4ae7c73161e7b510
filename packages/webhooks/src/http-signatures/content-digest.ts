import { sameText } from '@veza/resilience/secrets'
import { digest } from '#crypto'
import { Refused } from '../refusals/refused.ts'
import { parseDictionary } from './structured-field.ts'

const hashes = [
  ['sha-256', 'sha256'],
  ['sha-512', 'sha512'],
] as const

/** The value of `Content-Digest` (RFC 9530). */
export async function contentDigest(body: Uint8Array): Promise<string> {
  return `sha-256=:${await digest('sha256', [body], 'base64')}:`
}

/** Refuses a body of which a digest is not, and a header that holds no digest which can be checked. */
export async function checkContentDigest(header: string, body: Uint8Array): Promise<void> {
  const members = parseDictionary(header, 'content-digest')
  let checked = false
  for (const [name, hash] of hashes) {
    const member = members.get(name)
    if (member === undefined) continue
    const expected = await digest(hash, [body], 'base64')
    if (!('item' in member) || member.item.type !== 'bytes' || !sameText(expected, member.item.value))
      throw new Refused('WEBHOOK_DIGEST_MISMATCH', 'content-digest')
    checked = true
  }
  if (!checked)
    throw new Refused('WEBHOOK_ALGORITHM_REFUSED', 'content-digest has neither sha-256 nor sha-512')
}

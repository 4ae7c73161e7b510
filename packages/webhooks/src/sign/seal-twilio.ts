import { digest } from '#crypto'
import type { ReadKey } from '../keys/read-keys.ts'
import type { Draft, Seal } from '../schemes/scheme.ts'
import { sortedForm, withHash } from '../schemes/twilio-parts.ts'
import { invalidArgument } from './invalid-argument.ts'

/**
 * Signs a webhook of Twilio's.
 *
 * @param url - the address as it is registered.
 */
export async function sealTwilio(
  url: string | undefined,
  { url: target, headers, body }: Draft,
  [first]: readonly ReadKey[],
): Promise<Seal> {
  const address = target ?? url
  if (address === undefined) throw invalidArgument('url', 'Pass the url: this scheme signs it.')
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  const form = isForm ? sortedForm(new TextDecoder().decode(body)) : ''
  const hashed = isForm ? address : withHash(address, await digest('sha256', [body], 'hex'))
  const signature = await first?.key.sign?.([hashed + form], 'base64')
  return { url: hashed, headers: { ...headers, 'x-twilio-signature': signature ?? '' } }
}

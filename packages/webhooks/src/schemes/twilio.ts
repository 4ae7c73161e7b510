import { sameText } from '@veza/resilience/secrets'
import { digest } from '#crypto'
import { textKey } from '../keys/text-key.ts'
import { addressOf, queryOf } from '../message/address-of.ts'
import { formPairs } from '../message/form-pairs.ts'
import { formParser } from '../message/form-parser.ts'
import { isForm } from '../message/is-form.ts'
import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import { invalidArgument } from '../sign/invalid-argument.ts'
import { firstMatch } from '../verify/first-match.ts'
import type { CheckedScheme } from './scheme.ts'

/**
 * Twilio: voice, messages and other webhooks, as forms or JSON. Secret: the auth token, as text. No time is signed.
 *
 * @param options - `url` is the address as it is registered at Twilio, query included: Twilio signs it, with or without
 * its port. Without it, the request's own whole address is taken, which is another one behind a proxy.
 * Source: twilio.com/docs, "Webhooks security"; twilio.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { twilio } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [twilio({ url: 'https://example.com/webhook' }), 'twilio-auth-token-0001']
 * const form = new URLSearchParams({ MessageSid: 'SM1', Body: 'Hello' })
 * const request = await webhookRequest(scheme, form, { secrets })
 * const { event } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(event) // { MessageSid: 'SM1', Body: 'Hello' }
 * ```
 */
export function twilio({ url }: { readonly url?: string } = {}): CheckedScheme {
  return {
    name: 'twilio',
    algorithm: 'HMAC-SHA1',
    signs: '{url}{form, sorted}; of other bodies, their SHA-256 in the url',
    forms: formParser,
    type: { body: 'EventType' },
    key: textKey('sha1'),
    check: async (received, keys) => {
      const signature = received.needed('x-twilio-signature')
      const signed = calledWith(url ?? addressOf(received), received)
      const form = await signedForm(signed, received)
      const attempts = addresses(signed).flatMap((address) =>
        keys.map((key) => ({ ...key, parts: [address + form], signatures: [signature] })),
      )
      const { key, secretIndex, parts } = await firstMatch(attempts, 'base64')
      return { key, secretIndex, timestampMs: undefined, id: undefined, claim: parts }
    },
    seal: async ({ url: target, headers, body }, [first]) => {
      const address = target ?? url
      if (address === undefined) throw invalidArgument('url', 'Pass the url: this scheme signs it.')
      const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
      const form = isForm ? sorted(new TextDecoder().decode(body)) : ''
      const hashed = isForm ? address : withHash(address, await digest('sha256', [body], 'hex'))
      const signature = await first?.key.sign?.([hashed + form], 'base64')
      return { url: hashed, headers: { ...headers, 'x-twilio-signature': signature ?? '' } }
    },
  }
}

/** The hash of the body stands in the query that came, which a registered address does not have. */
function calledWith(url: string, received: Received): string {
  const hash = queryOf(received, 'bodySHA256')
  return hash === undefined || url.includes('bodySHA256=') ? url : withHash(url, hash)
}

function withHash(url: string, hash: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${hash}`
}

async function signedForm(url: string, received: Received): Promise<string> {
  const hash = /[?&]bodySHA256=([\da-f]{64})(?:&|$)/.exec(url)?.[1]
  if (hash !== undefined && !sameText(hash, await digest('sha256', [received.body], 'hex')))
    throw new Refused('WEBHOOK_DIGEST_MISMATCH', 'bodySHA256 in the address')
  if (isForm(received)) return sorted(received.text())
  if (hash === undefined && received.body.length > 0)
    throw new Refused('WEBHOOK_COMPONENT_MISSING', 'the body, which is no form,')
  return ''
}

/** Names and values, one after the other, by name; a value that is repeated counts once. */
function sorted(form: string): string {
  const pairs = new Set(formPairs(form).map((pair) => JSON.stringify(pair)))
  const texts = [...pairs].map((pair) => JSON.parse(pair) as [string, string])
  return texts
    .sort(([name, value], [otherName, otherValue]) =>
      name === otherName ? order(value, otherValue) : order(name, otherName),
    )
    .flat()
    .join('')
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

/** Twilio signs the address without its port, or with it, even one that goes without saying. */
function addresses(url: string): string[] {
  const [, head = '', host = '', port = '', rest = ''] =
    /^([a-z]+:\/\/(?:[^/?#]*@)?)(\[[^\]]*\]|[^/?#:]*)(:\d*)?(.*)$/i.exec(url) ?? []
  const standing = head.toLowerCase().startsWith('https') ? ':443' : ':80'
  return [head + host + rest, head + host + (port || standing) + rest]
}

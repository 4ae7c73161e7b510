import { sameText } from '@veza/resilience/secrets'
import { digest } from '#crypto'
import { textKey } from '../keys/text-key.ts'
import { addressOf, queryOf } from '../message/address-of.ts'
import { formParser } from '../message/form-parser.ts'
import { isForm } from '../message/is-form.ts'
import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import { firstMatch } from '../verify/first-match.ts'
import type { CheckedScheme } from './scheme.ts'
import { sortedForm, withHash } from './twilio-parts.ts'

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
    seal: async (draft, keys) => (await import('../sign/seal-twilio.ts')).sealTwilio(url, draft, keys),
  }
}

/** The hash of the body stands in the query that came, which a registered address does not have. */
function calledWith(url: string, received: Received): string {
  const hash = queryOf(received, 'bodySHA256')
  return hash === undefined || url.includes('bodySHA256=') ? url : withHash(url, hash)
}

async function signedForm(url: string, received: Received): Promise<string> {
  const hash = /[?&]bodySHA256=([\da-f]{64})(?:&|$)/.exec(url)?.[1]
  if (hash !== undefined && !sameText(hash, await digest('sha256', [received.body], 'hex')))
    throw new Refused('WEBHOOK_DIGEST_MISMATCH', 'bodySHA256 in the address')
  if (isForm(received)) return sortedForm(received.text())
  if (hash === undefined && received.body.length > 0)
    throw new Refused('WEBHOOK_COMPONENT_MISSING', 'the body, which is no form,')
  return ''
}

/** Twilio signs the address without its port, or with it, even one that goes without saying. */
function addresses(url: string): string[] {
  const [, head = '', host = '', port = '', rest = ''] =
    /^([a-z]+:\/\/(?:[^/?#]*@)?)(\[[^\]]*\]|[^/?#:]*)(:\d*)?(.*)$/i.exec(url) ?? []
  const standing = head.toLowerCase().startsWith('https') ? ':443' : ':80'
  return [head + host + rest, head + host + (port || standing) + rest]
}

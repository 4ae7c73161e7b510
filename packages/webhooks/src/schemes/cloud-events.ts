import { tokenKey } from '../keys/token-key.ts'
import { Refused } from '../refusals/refused.ts'
import { firstMatch } from '../verify/first-match.ts'
import type { CheckedScheme } from './scheme.ts'

/**
 * CloudEvents over HTTP webhooks: a bearer token, and the handshake of abuse protection. Nothing is signed. Secret: the
 * token that the sender was given.
 *
 * @param options - `origins` are the senders that may send here; with them, `handshake()` answers OPTIONS. `perMinute` is
 * how many requests a minute they may send; unlimited without it.
 * Source: HTTP 1.1 Web Hooks for Event Delivery, CloudEvents 1.0.2.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { cloudEvents } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [cloudEvents(), 'cloud-events-token-01']
 * const request = await webhookRequest(scheme, { id: '1', source: '/shop', type: 'order.paid' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // order.paid
 * ```
 */
export function cloudEvents({ origins = [], perMinute }: CloudEventsOptions = {}): CheckedScheme {
  return {
    name: 'cloud-events',
    algorithm: 'bearer token',
    signs: 'nothing: a token comes along',
    type: [{ header: 'ce-type' }, { body: 'type' }],
    key: tokenKey,
    check: async (received, keys, { parse }) => {
      const [, token] = /^bearer (\S+)$/i.exec(received.needed('authorization')) ?? []
      if (token === undefined) throw new Refused('WEBHOOK_SIGNATURE_MALFORMED', 'the bearer token')
      const attempts = keys.map((key) => ({ ...key, parts: [], signatures: [token] }))
      const match = await firstMatch(attempts, 'hex')
      const read = (name: string) => received.header(`ce-${name}`) ?? (parse ? received.at(name) : undefined)
      const [id, source] = [read('id'), read('source')]
      // An id is unique within its source; a batch has neither.
      const claim = id === undefined ? [received.body] : [source ?? '', '\n', id]
      return { ...match, timestampMs: undefined, id, claim }
    },
    seal: async ({ headers }, [first]) => {
      const token = await first?.key.sign?.([], 'hex')
      return { headers: { ...headers, authorization: `Bearer ${token ?? ''}` } }
    },
    handshake: (received) => {
      const origin = received.header('webhook-request-origin')
      if (received.method !== 'OPTIONS' || origin === undefined) return undefined
      if (!origins.includes(origin) && !origins.includes('*'))
        throw new Refused('WEBHOOK_CHALLENGE_REFUSED', 'the origin is none of those that may send here')
      return {
        status: 200,
        headers: {
          allow: 'POST',
          'webhook-allowed-origin': origin,
          'webhook-allowed-rate': perMinute === undefined ? '*' : String(perMinute),
        },
        body: '',
      }
    },
  }
}

/** What {@link cloudEvents} takes. */
export interface CloudEventsOptions {
  /** Names of the senders that may send here, or `*`. @defaultValue `[]` */
  readonly origins?: readonly string[]
  /** Requests a minute that a sender is granted. @defaultValue unlimited */
  readonly perMinute?: number
}

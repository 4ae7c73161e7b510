import { anything, type Checks, checkOptions, isA, positive, required, text } from '@veza/resilience/options'
import type { Key } from '../crypto/key.ts'
import { longEnough } from '../keys/long-enough.ts'
import { wholeUrl } from '../message/address-of.ts'
import { formParser } from '../message/form-parser.ts'
import { Refused } from '../refusals/refused.ts'
import { checkTime } from '../time/check-time.ts'
import type { CheckedScheme, Place } from './scheme.ts'

/**
 * A scheme of your own: you say whether a request is genuine, and everything else holds as for the others: exact bytes,
 * limits, claims, typed errors.
 *
 * @param options - its name, and how a request is verified and signed.
 * @throws {@link InvalidRequestError} `INVALID_OPTION` when the name or `verify` is missing.
 * Source: none: it is yours.
 *
 * @example
 * ```ts
 * import { Secret } from '@veza/resilience/secrets'
 * import { createVerifier } from '@veza/webhooks'
 * import { custom } from '@veza/webhooks/schemes'
 *
 * const scheme = custom({
 *   name: 'acme',
 *   verify: ({ header, secrets }) => {
 *     const token = header('X-Acme-Token')
 *     return token !== undefined && secrets.some((secret) => new Secret(secret).equals(token))
 *   },
 * })
 * const verifier = createVerifier({ scheme, secrets: 'acme-token-00000001' })
 * const { event } = await verifier.verify({
 *   headers: { 'X-Acme-Token': 'acme-token-00000001' },
 *   body: '{"kind":"order.paid"}',
 * })
 * console.log(event) // { kind: 'order.paid' }
 * ```
 */
export function custom(options: CustomOptions): CheckedScheme {
  checkOptions('custom()', options, checks)
  required('custom()', options, 'name', 'verify')
  const { name, verify, sign, type, toleranceMs, forms, keyless } = options
  const texts = new WeakMap<Key, string>()
  const textOf = ({ key }: { readonly key: Key }) => texts.get(key) ?? ''
  return {
    name,
    algorithm: 'yours',
    signs: 'what you make of it',
    type,
    toleranceMs,
    forms: forms ? formParser : undefined,
    keyless,
    key: (secret, minBytes) => {
      longEnough(new TextEncoder().encode(secret), minBytes)
      // The key itself does nothing: `verify` and `sign` get the text.
      const key: Key = { matches: () => false, sign: () => '' }
      texts.set(key, secret)
      return key
    },
    check: async (received, keys, { nowMs, toleranceMs: allowedMs }) => {
      const { body, method } = received
      const verdict = await verify({
        body,
        url: wholeUrl(received),
        method,
        header: (wanted) => received.header(wanted.toLowerCase()),
        secrets: keys.map(textOf),
      })
      if (verdict === false) throw new Refused('WEBHOOK_SIGNATURE_MISMATCH')
      const { secretIndex = 0, id, timestamp }: CustomProof = verdict === true ? {} : verdict
      const timestampMs = timestamp?.getTime()
      if (timestampMs !== undefined) checkTime(timestampMs, nowMs, allowedMs, 1)
      return { secretIndex, key: keys[secretIndex]?.key, id, timestampMs, claim: id ?? [body] }
    },
    seal:
      sign &&
      (async ({ body, headers, url, method }, keys) => ({
        headers: { ...headers, ...(await sign({ body, headers, url, method, secrets: keys.map(textOf) })) },
      })),
  }
}

const checks: Checks<CustomOptions> = {
  name: text,
  verify: isA('function'),
  sign: isA('function'),
  type: anything,
  toleranceMs: positive('milliseconds'),
  forms: anything,
  keyless: anything,
}

/** What {@link custom} takes. */
export interface CustomOptions {
  /** Its name, for errors and claims. */
  readonly name: string
  /**
   * Whether a request is genuine: `false` refuses it; what is thrown refuses it with `WEBHOOK_CHECK_FAILED`. Compare in
   * constant time.
   */
  readonly verify: (request: CustomRequest) => boolean | CustomProof | Promise<boolean | CustomProof>
  /** Headers that sign a request. Without it, nothing can be signed by this scheme. */
  readonly sign?: (request: CustomDraft) => Record<string, string> | Promise<Record<string, string>>
  /** Where the event's name stands. */
  readonly type?: Place
  /** How far from now a webhook may have been signed, in milliseconds. @defaultValue 300_000 */
  readonly toleranceMs?: number
  /** Whether the provider also sends forms. @defaultValue false */
  readonly forms?: boolean
  /** Whether it needs no secret. @defaultValue false */
  readonly keyless?: boolean
}

/** A request to verify. */
export interface CustomRequest {
  readonly body: Uint8Array
  /** A header that stands there once; `undefined` when it is missing. */
  readonly header: (name: string) => string | undefined
  /** The address that was called, where it is known whole. */
  readonly url: string | undefined
  readonly method: string
  /** The secrets as they were passed. */
  readonly secrets: readonly string[]
}

/** A request to sign. */
export interface CustomDraft {
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  readonly url: string | undefined
  readonly method: string
  readonly secrets: readonly string[]
}

/** What is known of a genuine request. */
export interface CustomProof {
  /** Which secret it was signed with. @defaultValue 0 */
  readonly secretIndex?: number
  /** The event's id, where it is signed. */
  readonly id?: string
  /** When it was signed; checked against the tolerance. */
  readonly timestamp?: Date
}

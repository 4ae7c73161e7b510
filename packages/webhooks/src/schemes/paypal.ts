import { privateKey, trustedRoots } from '#asymmetric'
import { rsa } from '../certificates/signature-algorithms.ts'
import { pemBlocks } from '../keys/pem.ts'
import type { Received } from '../message/received.ts'
import { wrongOption } from '../options/wrong-option.ts'
import { crc32 } from '../paypal/crc32.ts'
import { fetchCertificate, type PaypalKey } from '../paypal/fetch-certificate.ts'
import { Refused } from '../refusals/refused.ts'
import { checkTime } from '../time/check-time.ts'
import { rfc3339 } from '../time/time-unit.ts'
import type { CheckedScheme } from './scheme.ts'

/** What {@link paypal} takes. */
export interface PaypalOptions {
  /** Id of the webhook, as PayPal lists it: it is signed, so that nobody can pass on what PayPal sent to another. */
  readonly webhookId: string
  /** Whether the sandbox sends. @defaultValue false */
  readonly sandbox?: boolean
  /** The certificates to trust, in PEM. @defaultValue those that Node.js trusts; elsewhere it must be given */
  readonly roots?: string
  /** Fetches the certificate. @defaultValue the runtime's `fetch` */
  readonly fetch?: typeof fetch
}

/** How many keys are remembered: PayPal uses one or two at a time. */
const mostKeys = 8
/** PayPal sends a webhook again for three days. */
const retriedForMs = 259_200_000

/**
 * PayPal. Needs no secret: PayPal signs with RSA, and the request names the certificate. Its address must be PayPal's own,
 * and a trusted root must vouch for it. The certificate is fetched when it is first met.
 * Source: developer.paypal.com, "Integrate webhooks: self-verification"; SSLUtil of PayPal-Java-SDK.
 *
 * @param options - the webhook's id, and whether it is the sandbox's.
 * @throws {@link InvalidRequestError} `INVALID_OPTION` when the id is missing, or `roots` where the runtime has none.
 * @example
 * ```ts
 * import { createVerifier } from '@veza/webhooks'
 * import { paypal } from '@veza/webhooks/schemes/paypal'
 *
 * const verifier = createVerifier({ scheme: paypal({ webhookId: '8PT597110X687430LKGECATA' }) })
 * console.log(verifier.scheme) // paypal
 * ```
 */
export function paypal({
  webhookId,
  sandbox = false,
  roots,
  fetch: fetcher = fetch,
}: PaypalOptions): CheckedScheme {
  if (typeof webhookId !== 'string' || webhookId === '')
    throw wrongOption('webhookId', 'Pass the id of the webhook.')
  if (roots === undefined && trustedRoots() === undefined)
    throw wrongOption('roots', 'Pass the certificates to trust, in PEM: this runtime does not tell its own.')
  const host = sandbox ? 'api.sandbox.paypal.com' : 'api.paypal.com'
  const subject = sandbox
    ? 'messageverificationcerts.sandbox.paypal.com'
    : 'messageverificationcerts.paypal.com'
  const address = new RegExp(`^https://${host.replaceAll('.', '\\.')}/v1/notifications/certs/[\\w-]{1,100}$`)
  const known = new Map<string, Promise<PaypalKey>>()

  async function keyAt(url: string, nowMs: number): Promise<PaypalKey> {
    const before = known.get(url)
    if (before !== undefined && (await before).notAfterMs > nowMs) return before
    const [oldest] = known.keys()
    if (known.size >= mostKeys && oldest !== undefined) known.delete(oldest)
    const fetching = fetchCertificate(url, subject, roots, fetcher, nowMs)
    known.set(url, fetching)
    // What failed is tried again with the next webhook.
    fetching.catch(() => known.delete(url))
    return fetching
  }

  return {
    name: 'paypal',
    algorithm: 'RSA, SHA-256, by certificate',
    signs: '{id}|{timestamp}|{webhookId}|{CRC-32 of the body}',
    keyless: true,
    toleranceMs: retriedForMs,
    type: { body: 'event_type' },
    key: (secret) => {
      const [block] = pemBlocks(secret)
      if (block?.label !== 'PRIVATE KEY') throw wrongOption('secrets', 'Leave it out: PayPal needs none.')
      return { matches: () => false, ...privateKey(rsa('sha256'), block.bytes) }
    },
    check: async (received, _, { nowMs, toleranceMs }) => {
      const [id, time] = [
        received.needed('paypal-transmission-id'),
        received.needed('paypal-transmission-time'),
      ]
      const timestampMs = rfc3339.read(time)
      checkTime(timestampMs, nowMs, toleranceMs, 1000)
      const signature = received.needed('paypal-transmission-sig')
      if (received.needed('paypal-auth-algo') !== 'SHA256withRSA')
        throw new Refused(
          'WEBHOOK_ALGORITHM_REFUSED',
          'paypal-auth-algo names another algorithm than SHA256withRSA',
        )
      const url = received.needed('paypal-cert-url')
      if (!address.test(url))
        throw new Refused(
          'WEBHOOK_CERTIFICATE_UNTRUSTED',
          'paypal-cert-url is no address of certificates of PayPal',
        )
      const { key } = await keyAt(url, nowMs)
      const parts = signedParts(id, time, webhookId, received.body)
      if (!(await key.matches(parts, [signature], 'base64'))) throw new Refused('WEBHOOK_SIGNATURE_MISMATCH')
      return { secretIndex: 0, key, timestampMs, id, claim: id }
    },
    seal: async ({ headers, body, id, timestampMs }, [first]) => {
      if (first === undefined) throw wrongOption('secrets', 'Pass a private key in PEM, to sign tests with.')
      const time = rfc3339.write(timestampMs)
      return {
        headers: {
          'paypal-auth-algo': 'SHA256withRSA',
          'paypal-cert-url': `https://${host}/v1/notifications/certs/CERT-test`,
          ...headers,
          'paypal-transmission-id': id,
          'paypal-transmission-time': time,
          'paypal-transmission-sig':
            (await first.key.sign?.(signedParts(id, time, webhookId, body), 'base64')) ?? '',
        },
      }
    },
  }
}

function signedParts(id: string, time: string, webhookId: string, body: Received['body']): string[] {
  // Ids are UUIDs: with a stroke in one, the end of an id could pass for the time.
  if (id.includes('|')) throw new Refused('WEBHOOK_ID_INVALID', 'has a stroke in it')
  return [`${id}|${time}|${webhookId}|${crc32(body)}`]
}

import { publicKey, trustedRoots } from '#asymmetric'
import { type Certificate, readCertificate } from '../certificates/certificate.ts'
import { isTrusted } from '../certificates/check-chain.ts'
import { rsa } from '../certificates/signature-algorithms.ts'
import type { Key } from '../crypto/key.ts'
import { pemBlocks } from '../keys/pem.ts'
import { readStream } from '../message/read-stream.ts'
import { Refused } from '../refusals/refused.ts'

/** A PEM file with a chain has a few thousand bytes. */
const maxBytes = 65_536
const timeoutMs = 5000

/** PayPal's key, and until when its certificate holds. */
export interface PaypalKey {
  readonly key: Key
  readonly notAfterMs: number
}

/**
 * Fetches the certificates at an address of PayPal, and takes the key of the first when a root vouches for it.
 *
 * @param url - the address, its host known to be PayPal's.
 * @param subject - the common name that the certificate must have.
 * @param rootsPem - the roots to trust, in PEM; without it, those that the runtime trusts.
 */
export async function fetchCertificate(
  url: string,
  subject: string,
  rootsPem: string | undefined,
  fetcher: typeof fetch,
  nowMs: number,
): Promise<PaypalKey> {
  const [leaf, ...others] = certificatesIn(await download(url, fetcher))
  if (leaf === undefined) throw untrusted('there is no certificate')
  if (leaf.commonName !== subject || !leaf.signsMessages)
    throw untrusted('the certificate is not for messages of PayPal')
  const roots = certificatesIn(rootsPem ?? (trustedRoots() ?? []).join('\n'))
  if (!(await isTrusted(leaf, others, roots, nowMs))) throw untrusted('no root vouches for the certificate')
  return { key: publicKey(rsa('sha256'), leaf.publicKey), notAfterMs: leaf.notAfterMs }
}

async function download(url: string, fetcher: typeof fetch): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetcher(url, { redirect: 'error', signal })
    if (response.ok) return new TextDecoder().decode(await readStream(response.body, maxBytes, signal))
  } catch (error) {
    throw new Refused('WEBHOOK_CERTIFICATE_UNAVAILABLE', 'the certificate could not be fetched', error)
  }
  throw new Refused('WEBHOOK_CERTIFICATE_UNAVAILABLE', 'PayPal did not give the certificate')
}

/** What cannot be read is left out: among a hundred roots, one in a form nobody here knows must not spoil the others. */
function certificatesIn(pem: string): Certificate[] {
  return pemBlocks(pem).flatMap(({ label, bytes }) => {
    try {
      return label === 'CERTIFICATE' ? readCertificate(bytes) : []
    } catch {
      return []
    }
  })
}

function untrusted(what: string): Refused {
  return new Refused('WEBHOOK_CERTIFICATE_UNTRUSTED', what)
}

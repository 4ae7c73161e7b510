import type { Clock } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import type { AuthRequest, HeaderRecord } from '../authenticator.ts'
import { bytesOf, canonicalRequest, hex, hmacKey, hmacScheme } from './canonical-request.ts'

/** Makes the headers of a key's requests. */
export type CredentialHeaders = (request: AuthRequest) => HeaderRecord | Promise<HeaderRecord>

/** Signs every request anew with the key's secret, which itself is never sent. */
export function requestSigner(key: string, secret: string, clock: Clock): CredentialHeaders {
  const id = new Secret(key)
  // Imported with the first request, once: a failed import is not kept.
  let imported: Promise<CryptoKey> | undefined
  const boxed = new Secret(secret)
  return async ({ method, url, body }) => {
    imported ??= hmacKey(boxed.reveal())
    const timestamp = String(Math.floor(clock.now()))
    const nonce = crypto.randomUUID()
    const text = await canonicalRequest({ method, url, body, timestamp, nonce })
    const signature = await crypto.subtle.sign('HMAC', await imported, bytesOf(text))
    const fields = { key: id.reveal(), timestamp, nonce, signature: hex(signature) }
    const written = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
    return { authorization: `${hmacScheme} ${written.join(', ')}` }
  }
}

/** What of a request its signature covers. */
export interface CanonicalParts {
  readonly method: string
  readonly url: string
  readonly body: string | Uint8Array | undefined
  /** Whole milliseconds since the Unix epoch, as text. */
  readonly timestamp: string
  readonly nonce: string
}

/** Name of the scheme in the `Authorization` header, and first line of what is signed. */
export const hmacScheme = 'VEZA-HMAC-SHA256'

/**
 * The text that a signed request's HMAC is made of: seven lines, joined by a line feed, without one at the end.
 *
 * 1. `VEZA-HMAC-SHA256`
 * 2. the timestamp: whole milliseconds since the Unix epoch
 * 3. the nonce
 * 4. the method in capitals
 * 5. the host in lower case, with its port where that is not the scheme's own
 * 6. the path and the query exactly as they are sent, `/` for an empty path
 * 7. SHA-256 of the body's bytes, in lower-case hexadecimal; of no bytes where there is no body
 */
export async function canonicalRequest(parts: CanonicalParts): Promise<string> {
  const { method, url, body, timestamp, nonce } = parts
  const { host, pathname, search } = new URL(url)
  const digest = await crypto.subtle.digest('SHA-256', bytesOf(body))
  return [hmacScheme, timestamp, nonce, method.toUpperCase(), host, pathname + search, hex(digest)].join('\n')
}

/** HMAC with SHA-256, of the text's UTF-8 bytes. */
export async function hmacKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', bytesOf(secret), algorithm, false, ['sign', 'verify'])
}

/** The bytes that a body is sent as. */
export function bytesOf(body: string | Uint8Array | undefined): Uint8Array<ArrayBuffer> {
  return typeof body === 'object' ? Uint8Array.from(body) : new TextEncoder().encode(body ?? '')
}

/** Lower-case hexadecimal. */
export function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

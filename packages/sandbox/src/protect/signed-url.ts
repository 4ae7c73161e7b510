import type { StoredKey } from '../data/key-ring.ts'
import { codedFailure } from '../routes/api-failure.ts'
import type { Platform } from '../routes/route.ts'

/** What a signed URL claims. */
export interface SignedClaim {
  readonly file: string
  /** Unix seconds, as they stand in the URL. */
  readonly expires: string
  /** HMAC-SHA256 in lower-case hex. */
  readonly signature: string
}

/**
 * The API key whose secret signed a stream's URL: HMAC-SHA256 over `file:expires`.
 *
 * @throws ApiFailure 403 when no key did that may do `permission`, or when the URL has expired.
 */
export async function signer(
  { store, now, streamUrlSeparator }: Platform,
  { file, expires, signature }: SignedClaim,
  permission: string,
): Promise<StoredKey> {
  const bytes = fromHex(signature)
  const message = new TextEncoder().encode(`${file}${streamUrlSeparator}${expires}`)
  for (const key of store.keys.inForce(now())) {
    if (!key.permissions.includes(permission) || !(await signed(key.secret, bytes, message))) continue
    if (/^\d{1,15}$/.test(expires) && now() < Number(expires) * 1000) return key
    throw denied('The signed URL has expired')
  }
  throw denied('The URL is not signed, or by no key that is in force')
}

function denied(message: string) {
  return codedFailure(403, 'STREAM_ACCESS_DENIED', message)
}

/** `verify` compares in constant time. */
async function signed(
  secret: string,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, [
    'verify',
  ])
  return crypto.subtle.verify('HMAC', key, signature, message)
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[0-9a-f]{64}$/.test(text)) return new Uint8Array()
  return Uint8Array.from({ length: 32 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  )
}

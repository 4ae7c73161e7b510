import type { Check } from '@veza/resilience/options'
import { Secret } from '@veza/resilience/secrets'

/** What stands between file and expiry unless something else is said. */
export const defaultSeparator = ':'

/**
 * The signature of a stream's URL: HMAC-SHA256 in lower-case hex over `file:expires`.
 *
 * @param expires - Unix seconds, as they stand in the URL.
 */
export async function streamSignature(
  secret: Secret | string,
  file: string,
  separator: string,
  expires: string,
): Promise<Secret> {
  const key = await crypto.subtle.importKey(
    'raw',
    bytesOf(typeof secret === 'string' ? secret : secret.reveal()),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const signature = await crypto.subtle.sign('HMAC', key, bytesOf(file + separator + expires))
  const hex = Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0'))
  return new Secret(hex.join(''))
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

/** Refuses what is no secret. */
export const secretCheck: Check = (value) =>
  (typeof value === 'string' && value !== '') || isSecret(value)
    ? undefined
    : 'Pass the secret that came with an API key.'

/** Refuses separators that would let one signature stand for two files: `song` until 1700, `song1` until 700. */
export const separatorCheck: Check = (value) =>
  typeof value === 'string' && /^\D+$/.test(value) ? undefined : 'Write a text without digits, such as ":".'

/** Of whichever copy of the package it comes from. */
function isSecret(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'reveal' in value && typeof value.reveal === 'function'
  )
}

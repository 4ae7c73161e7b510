import type { VerifiedStreamUrl, VerifyStreamUrlOptions } from './verified-stream-url.ts'

/**
 * Verifies a signed URL of a stream, for a stream server of your own: that it was signed with the secret, compared in
 * constant time, that nothing in it was changed, and that it has not expired.
 *
 * @param url - as it was asked for: whole, or path and query only.
 * @param options - see {@link VerifyStreamUrlOptions}.
 * @throws {@link PermissionError} `STREAM_URL_INVALID`, or `STREAM_URL_EXPIRED` where only the time is wrong; answer 403
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 * @example
 * ```ts
 * import { isVezaError, verifyStreamUrl } from '@veza/client'
 *
 * const url = '/stream/jingle.wav?expires=1609459200&sig=00'
 * try {
 *   const { file } = await verifyStreamUrl(url, { secret: 'sk_live_secret' })
 *   console.log('play', file)
 * } catch (error) {
 *   if (isVezaError(error)) console.log(403, error.code) // 403 STREAM_URL_INVALID
 * }
 * ```
 */
export async function verifyStreamUrl(
  url: string | URL,
  options: VerifyStreamUrlOptions,
): Promise<VerifiedStreamUrl> {
  // Few clients verify.
  const { verifiedStreamUrl } = await import('./verified-stream-url.ts')
  return verifiedStreamUrl(url, options)
}

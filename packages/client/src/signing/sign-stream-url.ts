import type { SignStreamUrlOptions } from './signed-stream-url.ts'

/**
 * Signs the URL of a stream: whoever has it may listen, until it expires. `veza.streams.signedUrl()` does the same with
 * the client's base URL and clock.
 *
 * @param file - the file's name, as the stream server knows it.
 * @param options - see {@link SignStreamUrlOptions}.
 * @returns `<baseUrl>/stream/<file>?expires=<Unix seconds>&sig=<HMAC-SHA256 of file:expires in lower-case hex>`
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, `INVALID_ARGUMENT`
 * @example
 * ```ts
 * import { signStreamUrl, verifyStreamUrl } from '@veza/client'
 *
 * const secret = 'sk_live_secret'
 * const url = await signStreamUrl('jingle.wav', { baseUrl: 'https://stream.veza.app', ttlMs: 60_000, secret })
 * const { file, expiresAt } = await verifyStreamUrl(url, { secret })
 * console.log(file, expiresAt > new Date()) // jingle.wav true
 * ```
 */
export async function signStreamUrl(file: string, options: SignStreamUrlOptions): Promise<string> {
  // Few clients sign.
  const { signedStreamUrl } = await import('./signed-stream-url.ts')
  return signedStreamUrl(file, options)
}

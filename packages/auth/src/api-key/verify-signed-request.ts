import { AuthenticationError, type Clock, systemClock } from '@veza/resilience'
import { bytesOf, canonicalRequest, hmacKey, hmacScheme } from './canonical-request.ts'

/** A request as the server got it. */
export interface SignedRequest {
  readonly method: string
  /** The whole URL as the client wrote it: behind a proxy, with the public host. */
  readonly url: string
  readonly body: string | Uint8Array | undefined
  /** The `Authorization` header. */
  readonly authorization: string | null | undefined
}

/** How to verify signed requests. */
export interface VerifySignedRequestOptions {
  /** The secret that belongs to a key; `undefined` for an unknown key. */
  readonly secretOf: (key: string) => string | undefined | Promise<string | undefined>
  /**
   * Remembers a nonce for `maxAgeMs` twice over, and says whether it was new. Without it, a request can be replayed
   * for as long as its timestamp is accepted.
   */
  readonly isNew?: (nonce: string, key: string) => boolean | Promise<boolean>
  /** How far the timestamp may be from the server's clock, in milliseconds. @defaultValue 300000 (5 minutes) */
  readonly maxAgeMs?: number
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
}

const form =
  /^VEZA-HMAC-SHA256 key="([\x21\x23-\x7e]{1,512})", timestamp="(\d{1,16})", nonce="([\w-]{8,128})", signature="([0-9a-f]{64})"$/

/**
 * Verifies a request that `apiKey(key, { secret, scheme: 'hmac' })` signed. The comparison takes the same time wherever
 * signatures differ, and an unknown key costs as much as a known one.
 *
 * @returns the key that signed.
 * @throws {@link AuthenticationError} `AUTH_INVALID_CREDENTIALS`; it does not say which part was wrong.
 * @example
 * ```ts
 * import { apiKey, verifySignedRequest } from '@veza/auth'
 *
 * const auth = apiKey('veza_test_1234', { secret: 'sk_test_1234', scheme: 'hmac' })
 * const request = { method: 'POST', url: 'https://api.veza.app/v1/chat/messages', body: '{"room_id":1}' }
 * const { authorization } = await auth.authenticate({ ...request, signal: new AbortController().signal })
 * const key = await verifySignedRequest({ ...request, authorization }, { secretOf: () => 'sk_test_1234' })
 * console.log(key === 'veza_test_1234')
 * ```
 */
export async function verifySignedRequest(
  request: SignedRequest,
  options: VerifySignedRequestOptions,
): Promise<string> {
  const { secretOf, isNew, maxAgeMs = 300_000, clock = systemClock } = options
  const { authorization } = request
  const match = authorization != null && authorization.length <= 2048 ? form.exec(authorization) : null
  const [, key = '', timestamp = '', nonce = '', signature = ''] = match ?? []
  if (match === null || !URL.canParse(request.url))
    throw refused(`No ${hmacScheme} signature that can be read`)
  const secret = await secretOf(key)
  const text = await canonicalRequest({ ...request, timestamp, nonce })
  const expected = await crypto.subtle.verify(
    'HMAC',
    // Some key, so that an unknown one takes as long.
    await hmacKey(secret || 'unknown'),
    Uint8Array.from(signature.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
    bytesOf(text),
  )
  const inTime = Math.abs(clock.now() - Number(timestamp)) <= maxAgeMs
  if (!secret || !expected || !inTime) throw refused('The signature is not valid')
  if (isNew !== undefined && !(await isNew(nonce, key))) throw refused('The request was sent before')
  return key
}

function refused(message: string): AuthenticationError {
  return new AuthenticationError(message, {
    code: 'AUTH_INVALID_CREDENTIALS',
    status: 401,
    remedy: "Check the key, its secret, the body that was signed and the time of the client's machine.",
  })
}

import { InvalidResponseError } from '@veza/resilience'

const longest = 16_384

/**
 * Refuses a token that would not fit a header, or would add one of its own: a hostile or broken server may send any
 * text. Visible ASCII is a little more than RFC 6750 names (some platforms use "|"), and as safe.
 *
 * @throws {@link InvalidResponseError} `INVALID_RESPONSE`; quotes nothing of the token.
 */
export function checkToken(name: string, token: unknown): asserts token is string {
  if (typeof token === 'string' && token.length <= longest && /^[\x21-\x7e]+$/.test(token)) return
  throw invalidAnswer(`The authorization server sent an ${name} that no header can hold`)
}

/** The error for an answer of the authorization server that is not what the protocol says. */
export function invalidAnswer(message: string, cause?: unknown): InvalidResponseError {
  return new InvalidResponseError(message, {
    code: 'INVALID_RESPONSE',
    remedy: 'Check the URLs of the authorization server, and that no proxy answers in its place.',
    ...(cause === undefined ? {} : { cause }),
  })
}

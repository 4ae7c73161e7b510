import {
  type Clock,
  ConnectionError,
  InvalidResponseError,
  isVezaError,
  TimeoutError,
  type VezaError,
} from '@veza/resilience'
import { readText, untilAborted } from '@veza/resilience/bodies'
import { within } from '../time/detached.ts'
import { causesOf } from './causes-of.ts'

/** One request to an authorization server. */
export interface FetchTextOptions {
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly timeoutMs: number
  /** The largest body to read, in decoded bytes: a few hundred bytes of brotli may unpack to gigabytes. */
  readonly maxBytes: number
  readonly signal?: AbortSignal | undefined
}

/** An answer, read to its end. */
export interface TextAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/**
 * Sends one request and reads the answer, within a time and a size. Redirects are refused: what is sent here holds
 * credentials, and whoever wants them elsewhere is to be named in the configuration.
 *
 * @throws {@link ConnectionError}, {@link TimeoutError}, {@link AbortError}, {@link InvalidResponseError}
 */
export async function fetchText(
  url: string,
  init: Omit<RequestInit, 'redirect' | 'signal'>,
  { fetch, clock, timeoutMs, maxBytes, signal }: FetchTextOptions,
): Promise<TextAnswer> {
  try {
    return await within({ timeoutMs, clock, signal }, async (inner) => {
      const response = await fetch(url, { ...init, redirect: 'manual', signal: inner })
      const { status, headers, type } = response
      if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
        void response.body?.cancel().catch(() => undefined)
        throw redirected(status)
      }
      return { status, headers, text: await readText(response.body, maxBytes, tooLarge, untilAborted(inner)) }
    })
  } catch (error) {
    throw failure(error)
  }
}

function redirected(status: number): InvalidResponseError {
  return new InvalidResponseError(`The authorization server answers with a redirect (${status})`, {
    code: 'REDIRECT_REFUSED',
    remedy: 'Configure the address it redirects to, if you trust it; what is sent there is secret.',
  })
}

function tooLarge(maxBytes: number): InvalidResponseError {
  return new InvalidResponseError(`The authorization server's answer is larger than ${maxBytes} bytes`, {
    code: 'RESPONSE_TOO_LARGE',
    remedy: 'Check the URLs of the authorization server; no answer of the protocol is that large.',
  })
}

/** The connection never stood: nothing was sent. */
const neverConnected = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/
const certificate = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

function failure(thrown: unknown): VezaError {
  if (isVezaError(thrown)) {
    // Whether the server did something in that time, nobody knows.
    return thrown instanceof TimeoutError ? timedOut() : thrown
  }
  const causes = causesOf(thrown)
  const own = causes.find((cause) => isVezaError(cause))
  if (isVezaError(own)) return own
  const codes = causes.map((cause) => String((cause as { code?: unknown }).code))
  const untrusted = codes.some((code) => certificate.test(code))
  const unsent = untrusted || codes.some((code) => neverConnected.test(code))
  return new ConnectionError(message(untrusted, unsent), {
    code: untrusted ? 'TLS_FAILED' : unsent ? 'CONNECTION_FAILED' : 'CONNECTION_RESET',
    retryable: !untrusted,
    outcomeUnknown: !unsent,
    remedy: untrusted
      ? "Check the server's certificate and the time of this machine; trust a private authority by NODE_EXTRA_CA_CERTS."
      : 'Check the network, the URL of the authorization server and any proxy, then try again.',
    cause: thrown,
  })
}

function message(untrusted: boolean, unsent: boolean): string {
  if (untrusted) return "The authorization server's certificate is not trusted"
  return unsent
    ? 'No connection to the authorization server'
    : 'The connection to the authorization server failed before a complete answer'
}

function timedOut(): TimeoutError {
  return new TimeoutError('The authorization server did not answer in time', {
    code: 'TIMEOUT',
    retryable: true,
    outcomeUnknown: true,
    remedy: 'Try again, or raise timeoutMs if the server is known to be slow.',
  })
}

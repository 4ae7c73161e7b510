import { bearerProtocolPrefix } from '@veza/protocol/realtime'
import { InvalidRequestError } from '@veza/resilience'
import { base64Url } from './base64-url.ts'

/**
 * Where the token stands. `'header'`: `Authorization` of the handshake, on Node alone. `'first-frame'`: in the first
 * frame. `'subprotocol'`: among the subprotocols offered. `'ticket'`: a ticket in the URL that is good for one
 * connection. `'query'`: the token itself in the URL (guide: "WebSocket"), where proxies log it.
 */
export type TokenWay = 'header' | 'first-frame' | 'subprotocol' | 'ticket' | 'query'

/** A handshake with its credential. Never printed. */
export interface Handshake {
  readonly url: string
  readonly protocols: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** The token that the first frame is to carry. */
  readonly firstFrameToken?: string
}

/** The credential of one attempt. */
export interface HandshakeCredential {
  readonly headers: Readonly<Record<string, string>>
  readonly ticket?: string
}

/**
 * Puts a credential into a handshake.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION` where the credential is no bearer token, and the way needs one.
 */
export function placeToken(
  way: TokenWay,
  url: string,
  protocols: readonly string[],
  { headers, ticket }: HandshakeCredential,
): Handshake {
  switch (way) {
    case 'header':
      return { url, protocols, headers }
    case 'first-frame':
      return { url, protocols, headers: {}, firstFrameToken: bearerOf(headers) }
    case 'subprotocol':
      return {
        url,
        protocols: [...protocols, bearerProtocolPrefix + base64Url(bearerOf(headers))],
        headers: {},
      }
    case 'ticket':
      return { url: withQuery(url, 'ticket', ticket ?? ''), protocols, headers: {} }
    case 'query':
      return { url: withQuery(url, 'token', bearerOf(headers)), protocols, headers: {} }
  }
}

function withQuery(url: string, name: string, value: string): string {
  const full = new URL(url)
  full.searchParams.set(name, value)
  return full.href
}

/** The token in an `Authorization` header. */
export function bearerOf(headers: Readonly<Record<string, string>>): string {
  const token = authorizationOf(headers)?.match(/^Bearer (\S+)$/i)?.[1]
  if (token !== undefined) return token
  throw new InvalidRequestError(
    'The credential is no bearer token, and a WebSocket handshake here carries no headers',
    {
      code: 'INVALID_OPTION',
      remedy: "Use a bearer token, tokenIn: 'ticket', or on Node tokenIn: 'header'.",
    },
  )
}

/** The `Authorization` header, however it is written. */
export function authorizationOf(headers: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1]
}

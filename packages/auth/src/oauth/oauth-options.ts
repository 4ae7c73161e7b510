import type { Clock } from '@veza/resilience'
import { between, type Checks, hasMethods, isA, isPlain, text, texts } from '@veza/resilience/options'
import { endpoint } from '../options/check-endpoint.ts'
import type { TokenStore } from '../stores/token-store.ts'
import { ClientAuth } from './client-auth.ts'

/** A key pair that tokens are bound to (RFC 9449), and a name that tells it from others. */
export interface DpopKey {
  readonly keyPair: CryptoKeyPair
  /** Part of what sessions are stored under: a token is of no use with another key. */
  readonly id: string
}

/** An OAuth client and its authorization server. */
export interface OAuthOptions {
  /** @defaultValue the environment variable `VEZA_CLIENT_ID` */
  readonly clientId?: string
  /**
   * How the client proves who it is.
   *
   * @defaultValue {@link clientSecret} with `VEZA_CLIENT_SECRET` where that is set; else a public client
   */
  readonly clientAuth?: ClientAuth
  /** Who issues the tokens; answers that name another issuer are refused. @defaultValue 'https://api.veza.app' */
  readonly issuer?: string
  /** Fetches the server's metadata (RFC 8414) for whatever endpoint is not given. @defaultValue false */
  readonly discover?: boolean
  /** Where users sign in. @defaultValue `/oauth/authorize` at the issuer (guide: "OAuth 2.0") */
  readonly authorizationUrl?: string
  /** Where tokens are granted. @defaultValue `/oauth/token` at the issuer (guide: "OAuth 2.0") */
  readonly tokenUrl?: string
  /** Where tokens are revoked (RFC 7009). @defaultValue none: signing out forgets them only */
  readonly revocationUrl?: string
  /** Where tokens are looked up (RFC 7662). @defaultValue none */
  readonly introspectionUrl?: string
  /** Where device sign-ins begin (RFC 8628). @defaultValue none */
  readonly deviceAuthorizationUrl?: string
  /** Where authorization requests are pushed (RFC 9126); when given, they are. @defaultValue none */
  readonly pushedAuthorizationUrl?: string
  /** Where users come back to. @defaultValue none: pass it with each sign-in */
  readonly redirectUri?: string
  /** What to ask for. @defaultValue whatever the server grants by itself */
  readonly scope?: readonly string[]
  /** The API that the tokens are for (RFC 8707). @defaultValue none */
  readonly resource?: string
  /**
   * Binds tokens to a key, so that a stolen one is of no use (RFC 9449): `true` makes a key for this object's life, a
   * private JWK (EC or OKP) or a {@link DpopKey} outlives it.
   *
   * @defaultValue false
   */
  readonly dpop?: boolean | JsonWebKey | DpopKey
  /** Where tokens are kept. @defaultValue in memory */
  readonly store?: TokenStore
  /** Further parameters of requests to the token endpoint, for servers with ways of their own. @defaultValue none */
  readonly tokenParameters?: Readonly<Record<string, string>>
  /** How long one request to the authorization server may take, in milliseconds. @defaultValue 10000 */
  readonly timeoutMs?: number
  /** How long a refresh may take with its retries, in milliseconds. @defaultValue 30000 */
  readonly refreshTimeoutMs?: number
  /** How soon after a refresh the next may begin, in milliseconds. @defaultValue 1000 */
  readonly minRefreshIntervalMs?: number
  /** Sends the requests; that of `clientCertificate()` for mutual TLS. @defaultValue the runtime's */
  readonly fetch?: typeof fetch
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
  /** A number from 0 up to 1, for jitter. @defaultValue Math.random */
  readonly random?: () => number
}

/** What each option must be. */
export const oauthChecks: Checks<OAuthOptions> = {
  clientId: text,
  clientAuth: (value) =>
    value instanceof ClientAuth ? undefined : 'Pass clientSecret(), privateKeyJwt() or tlsClientAuth().',
  issuer: endpoint,
  discover: isA('boolean'),
  authorizationUrl: endpoint,
  tokenUrl: endpoint,
  revocationUrl: endpoint,
  introspectionUrl: endpoint,
  deviceAuthorizationUrl: endpoint,
  pushedAuthorizationUrl: endpoint,
  redirectUri,
  scope: (value) =>
    texts(value) ??
    ((value as string[]).every((one) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(one))
      ? undefined
      : 'Pass each scope by itself, without spaces.'),
  resource: endpoint,
  dpop: (value) =>
    typeof value === 'boolean' || isPlain(value)
      ? undefined
      : 'Pass true, a private JWK, or { keyPair, id }.',
  store: hasMethods('get', 'compareAndSwap', 'withLock'),
  tokenParameters: (value) =>
    isPlain(value) && Object.values(value).every((one) => typeof one === 'string')
      ? undefined
      : 'Pass an object of names and strings.',
  timeoutMs: between(1, 600_000, 'milliseconds'),
  refreshTimeoutMs: between(1, 600_000, 'milliseconds'),
  minRefreshIntervalMs: between(0, 600_000, 'milliseconds'),
  fetch: isA('function'),
  clock: hasMethods('now', 'sleep'),
  random: isA('function'),
}

/** Apps on a device may come back by a scheme of their own (RFC 8252, 7.1). */
function redirectUri(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return 'Write an absolute URL.'
  const { protocol, hash, search } = new URL(value)
  if (hash || search) return 'Leave query and fragment out of the URL; keep what they say in the session.'
  if (/^(?:javascript|data|vbscript|file|blob):$/.test(protocol)) return 'Write an https:// URL.'
  return protocol === 'http:' ? endpoint(value) : undefined
}

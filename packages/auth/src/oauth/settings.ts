import { type Clock, systemClock } from '@veza/resilience'
import { checkOptions, invalidOption, isLoopback, isPlain } from '@veza/resilience/options'
import { environment } from '../options/environment.ts'
import { refuseInBrowser } from '../options/in-browser.ts'
import { memoryTokenStore } from '../stores/memory-token-store.ts'
import type { TokenStore } from '../stores/token-store.ts'
import { type ClientAuth, clientSecret, publicClient } from './client-auth.ts'
import { type DpopKey, type OAuthOptions, oauthChecks } from './oauth-options.ts'

/** The server's endpoints, by their names in RFC 8414. */
type Endpoints = Readonly<Record<EndpointName, string | undefined>>

/** Names of endpoints. */
export type EndpointName =
  | 'authorization_endpoint'
  | 'token_endpoint'
  | 'revocation_endpoint'
  | 'introspection_endpoint'
  | 'device_authorization_endpoint'
  | 'pushed_authorization_request_endpoint'

/** Checked options, with their defaults. */
export interface OAuthSettings {
  readonly clientId: string
  readonly clientAuth: ClientAuth
  readonly issuer: string
  readonly discover: boolean
  readonly endpoints: Endpoints
  readonly redirectUri: string | undefined
  readonly scope: readonly string[] | undefined
  readonly resource: string | undefined
  readonly dpop: true | JsonWebKey | DpopKey | undefined
  /** What tells the key from others. */
  readonly dpopId: string
  readonly store: TokenStore
  readonly tokenParameters: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly refreshTimeoutMs: number
  readonly minRefreshIntervalMs: number
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly random: () => number
  /** Whether the server is on this machine, where TLS may be missing. */
  readonly local: boolean
}

const production = 'https://api.veza.app'

/**
 * Checks the options of `oauth()`.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function settingsFrom(options: OAuthOptions): OAuthSettings {
  checkOptions('oauth()', options, oauthChecks)
  const { issuer = production, discover = false, clock = systemClock } = options
  const clientId = options.clientId ?? environment('VEZA_CLIENT_ID')
  if (clientId === undefined)
    throw invalidOption(
      'oauth(): no client id',
      'Pass clientId, or set the environment variable VEZA_CLIENT_ID.',
    )
  const dpop = options.dpop === false ? undefined : options.dpop
  return {
    clientId,
    clientAuth: options.clientAuth ?? clientAuthFromEnvironment(),
    issuer,
    discover,
    endpoints: endpointsFrom(options, discover ? undefined : issuer),
    redirectUri: options.redirectUri,
    scope: options.scope,
    resource: options.resource,
    dpop,
    dpopId: dpopIdOf(dpop),
    store: options.store ?? memoryTokenStore(clock),
    tokenParameters: options.tokenParameters ?? {},
    timeoutMs: options.timeoutMs ?? 10_000,
    refreshTimeoutMs: options.refreshTimeoutMs ?? 30_000,
    minRefreshIntervalMs: options.minRefreshIntervalMs ?? 1000,
    fetch: options.fetch ?? globalThis.fetch,
    clock,
    random: options.random ?? Math.random,
    local: isLoopback(new URL(issuer).hostname),
  }
}

function clientAuthFromEnvironment(): ClientAuth {
  const secret = environment('VEZA_CLIENT_SECRET')
  return secret === undefined ? publicClient() : clientSecret(secret)
}

/** The guide names two paths; everything else is given or discovered. */
function endpointsFrom(options: OAuthOptions, base: string | undefined): Endpoints {
  const below = (path: string) => base?.replace(/\/?$/, path)
  return {
    authorization_endpoint: options.authorizationUrl ?? below('/oauth/authorize'),
    token_endpoint: options.tokenUrl ?? below('/oauth/token'),
    revocation_endpoint: options.revocationUrl,
    introspection_endpoint: options.introspectionUrl,
    device_authorization_endpoint: options.deviceAuthorizationUrl,
    pushed_authorization_request_endpoint: options.pushedAuthorizationUrl,
  }
}

function dpopIdOf(dpop: OAuthSettings['dpop']): string {
  if (dpop === undefined) return ''
  if (dpop === true) return crypto.randomUUID()
  if (isDpopKey(dpop)) {
    if (typeof dpop.id !== 'string' || dpop.id === '')
      throw invalidOption('oauth(): option "dpop" is invalid', 'Give the key pair an id.')
    return dpop.id
  }
  const { kty, crv, x, y, d } = dpop
  if ((kty !== 'EC' && kty !== 'OKP') || typeof d !== 'string' || typeof x !== 'string')
    throw invalidOption('oauth(): option "dpop" is invalid', 'Pass a private JWK of type EC or OKP.')
  refuseInBrowser('A private key')
  return JSON.stringify([kty, crv, x, y])
}

/** Whether it is a key pair rather than a JWK. */
export function isDpopKey(dpop: OAuthSettings['dpop']): dpop is DpopKey {
  return isPlain(dpop) && 'keyPair' in dpop
}

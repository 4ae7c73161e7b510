import { randomBytes } from 'node:crypto'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { PlatformBase } from '../../assemble.ts'
import { apiAudience } from '../../authorization/self-signed-token.ts'
import { permissions } from '../../data/key-ring.ts'
import type { AuthorizationOptions } from './authorization-options.ts'
import { currentCertificate } from './current-connection.ts'
import { deviceFlow } from './device-flow.ts'
import { interactionPath, show } from './interactions.ts'
import { type AdapterContext, MemoryAdapter } from './memory-adapter.ts'
import { errorPage } from './pages/error-page.ts'

/** What a configuration is made from. */
export interface ConfigurationParts {
  readonly platform: PlatformBase
  readonly options: AuthorizationOptions
  readonly adapter: AdapterContext
  /** The private key that JWTs are signed with. */
  readonly signingKey: JsonWebKey
  /** The API's own addresses: what `resource` may name. */
  readonly apiUrls: readonly string[]
  /** Where the same server asks for client certificates. */
  readonly mtlsUrl: string | undefined
}

/** The guide's paths, and what belongs to them. */
const routes = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  introspection: '/oauth/introspect',
  pushed_authorization_request: '/oauth/par',
  device_authorization: '/oauth/device',
  code_verification: '/device',
  jwks: '/oauth/jwks',
  end_session: '/oauth/logout',
}

const day = 86_400

/** How oidc-provider is set up to be the platform's authorization server. */
export function configuration(parts: ConfigurationParts): Configuration {
  const { platform, adapter, signingKey, mtlsUrl } = parts
  const { rotation, accessTokenLifeMs, refreshTokenLifeMs } = platform.tokens
  const accessS = Math.floor(accessTokenLifeMs / 1000)
  const refreshS = Math.floor(refreshTokenLifeMs / 1000)
  return {
    routes,
    adapter: (kind: string) => new MemoryAdapter(kind, adapter),
    jwks: { keys: [signingKey as never] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      short: { httpOnly: true, sameSite: 'lax', signed: true },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    clientAuthMethods: [
      'none',
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      ...(mtlsUrl === undefined ? [] : (['tls_client_auth', 'self_signed_tls_client_auth'] as const)),
    ],
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      dPoPSigningAlgValues: ['ES256', 'EdDSA', 'RS256', 'PS256'],
    },
    scopes: ['openid', 'offline_access'],
    responseTypes: ['code'],
    clockTolerance: 5,
    rotateRefreshToken: rotation !== 'none',
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    findAccount: (_ctx, id) => account(platform, id),
    extraTokenClaims: (_ctx, token) => userClaims(token),
    interactions: { url: (_ctx, { uid }) => `${interactionPath}/${uid}` },
    clientBasedCORS: () => false,
    pkce: { required: (_ctx, { clientAuthMethod }) => clientAuthMethod === 'none' },
    renderError: async (ctx, out) => show(ctx, errorPage({ ...out })),
    ttl: {
      AccessToken: accessS,
      ClientCredentials: accessS,
      AuthorizationCode: 60,
      RefreshToken: refreshS,
      Grant: Math.max(refreshS, accessS),
      Session: 14 * day,
      Interaction: 600,
      IdToken: 3600,
      DeviceCode: 600,
      PushedAuthorizationRequest: 60,
      ReplayDetection: 600,
    },
    discovery: {
      scopes_supported: ['openid', 'offline_access', ...permissions],
      ...(mtlsUrl !== undefined && { mtls_endpoint_aliases: aliases(mtlsUrl) }),
    },
    features: features(parts),
  }
}

function features({ platform, options, apiUrls, mtlsUrl }: ConfigurationParts): Configuration['features'] {
  const { tokens } = platform
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) =>
        client.clientAuthMethod !== 'none' || token.clientId === client.clientId,
    },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    pushedAuthorizationRequests: { enabled: true },
    deviceFlow,
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => tokens.dpopNonce },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, _client, oneOf) => (oneOf?.[0] ?? apiUrls[0]) as string,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => resourceServer(resource, options, apiUrls),
    },
    ...(mtlsUrl !== undefined && { mTLS: mutualTls }),
  }
}

const mutualTls = {
  enabled: true,
  certificateBoundAccessTokens: true,
  tlsClientAuth: true,
  selfSignedTlsClientAuth: true,
  getCertificate: () => currentCertificate()?.pem,
  certificateAuthorized: () => currentCertificate()?.trusted === true,
  certificateSubjectMatches: (_ctx: KoaContextWithOIDC, _property: string, expected: string) =>
    currentCertificate()?.subject === expected,
}

async function resourceServer(
  resource: string,
  { otherResources = [], accessTokens = 'opaque' }: AuthorizationOptions,
  apiUrls: readonly string[],
) {
  const isApi = apiUrls.includes(resource)
  if (!isApi && !otherResources.includes(resource)) {
    const { errors } = await import('oidc-provider')
    throw new errors.InvalidTarget('the resource is unknown')
  }
  return {
    audience: isApi ? apiAudience : resource,
    scope: permissions.join(' '),
    accessTokenFormat: accessTokens,
    jwt: { sign: { alg: 'RS256' as const } },
  }
}

function account({ accounts }: PlatformBase, id: string) {
  const user = accounts.get(Number(id))
  if (user === undefined) return undefined
  return { accountId: id, claims: () => ({ sub: id }) }
}

/** What tokens say besides, as the guide's own do. */
function userClaims(token: object) {
  const { accountId } = token as { readonly accountId?: string }
  return accountId === undefined ? undefined : { user_id: Number(accountId) }
}

/** Where clients with certificates go (RFC 8705, 5). */
function aliases(mtlsUrl: string) {
  const names: Readonly<Record<string, string>> = {
    token_endpoint: routes.token,
    revocation_endpoint: routes.revocation,
    introspection_endpoint: routes.introspection,
    device_authorization_endpoint: routes.device_authorization,
    pushed_authorization_request_endpoint: routes.pushed_authorization_request,
  }
  return Object.fromEntries(Object.entries(names).map(([name, path]) => [name, mtlsUrl + path]))
}

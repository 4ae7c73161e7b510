import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { decodeJwt } from 'jose'
import { type Context, errors, Provider } from 'oidc-provider'
import { Memory } from './memory-adapter.ts'

/** How the authorization server behaves. */
export interface OidcServerOptions {
  readonly clients: readonly object[]
  /** @defaultValue true: strict, with reuse detection */
  readonly rotate?: boolean
  /** How long a refresh token may be used again after it was rotated away. @defaultValue 0 */
  readonly graceMs?: number
  readonly accessTokenLifeS?: number
  /** Demands nonces in DPoP proofs. */
  readonly dpopNonce?: boolean
  /** Serves over TLS, and asks for client certificates. */
  readonly tls?: TlsOptions
  /** Looks at each request first; `true`: it has answered. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>
}

/** A real authorization server on loopback. */
export interface OidcServer extends AsyncDisposable {
  readonly issuer: string
  readonly memory: Memory
  readonly provider: Provider
  /** Paths of the requests, in order. */
  readonly requests: string[]
  /** What the provider found wrong. */
  readonly errors: string[]
  /** The API's own look at a token. */
  isAccepted(token: string): Promise<boolean>
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signingKey = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'server-1' }

/** The grant for assertions, which oidc-provider leaves to its users. */
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Starts oidc-provider. */
export async function oidcServer(options: OidcServerOptions): Promise<OidcServer> {
  const requests: string[] = []
  const failures: string[] = []
  const server: Server = options.tls ? createTlsServer(options.tls) : createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = options.tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`
  const memory = new Memory(options.graceMs ?? 0)
  const provider = new Provider(issuer, configuration(options, memory))
  provider.on('server_error', (_ctx: unknown, error: Error) => void failures.push(String(error.stack)))
  provider.on('grant.error', (_ctx: unknown, error: Error & { error_detail?: string }) => {
    failures.push(`${error.message}: ${error.error_detail}`)
  })
  registerJwtBearer(provider)
  consentToAll(provider)
  const handle = provider.callback()
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request.url ?? '')
    if ((await options.intercept?.(request, response)) !== true) handle(request, response)
  }
  server.on(
    'request',
    (request: IncomingMessage, response: ServerResponse) => void listener(request, response),
  )
  return {
    issuer,
    memory,
    provider,
    requests,
    errors: failures,
    async isAccepted(token) {
      const found = (await provider.AccessToken.find(token)) ?? (await provider.ClientCredentials.find(token))
      return found !== undefined
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function configuration(options: OidcServerOptions, memory: Memory): object {
  const lifeS = options.accessTokenLifeS ?? 3600
  const peer = (ctx: Context) => ctx.req.socket.getPeerX509Certificate?.()
  return {
    adapter: memory.adapter(),
    clients: options.clients,
    clientAuthMethods: [
      'none',
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      'tls_client_auth',
      'self_signed_tls_client_auth',
    ],
    jwks: { keys: [signingKey] },
    cookies: { keys: ['not a secret'] },
    findAccount: (_ctx: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    scopes: ['openid', 'offline_access', 'read:users', 'write:messages'],
    rotateRefreshToken: options.rotate ?? true,
    issueRefreshToken: () => true,
    responseTypes: ['code'],
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: lifeS,
      ClientCredentials: lifeS,
      RefreshToken: 86_400,
      Session: 86_400,
      Grant: 86_400,
      Interaction: 600,
      IdToken: 3600,
      DeviceCode: 600,
    },
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      dPoPSigningAlgValues: ['ES256', 'EdDSA', 'Ed25519'],
    },
    clockTolerance: 5,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: () => true },
      pushedAuthorizationRequests: { enabled: true },
      dPoP: {
        enabled: true,
        nonceSecret: Buffer.alloc(32, 1),
        requireNonce: () => options.dpopNonce === true,
      },
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        tlsClientAuth: true,
        selfSignedTlsClientAuth: true,
        getCertificate: (ctx: Context) => peer(ctx)?.toString(),
        certificateAuthorized: (ctx: Context) => ctx.req.socket.authorized,
        certificateSubjectMatches: (ctx: Context, _property: string, expected: string) =>
          peer(ctx)?.subject === expected,
      },
    },
  }
}

function registerJwtBearer(provider: Provider): void {
  provider.registerGrantType(
    jwtBearer,
    async (ctx) => {
      const { assertion = '' } = ctx.oidc.params
      const { sub, aud, exp = 0, iat = 0 } = decodeJwt(assertion)
      const now = Date.now() / 1000
      if (typeof sub !== 'string' || typeof aud !== 'string' || exp < now || iat > now + 5)
        throw new errors.InvalidGrant('assertion not valid')
      const token = new provider.ClientCredentials({
        client: ctx.oidc.client,
        scope: ctx.oidc.params['scope'],
      })
      ctx.oidc.entity('ClientCredentials', token)
      ctx.body = { access_token: await token.save(), token_type: 'Bearer', expires_in: 3600 }
    },
    ['assertion', 'scope'],
  )
}

/** The user's part: signs in as `alice`, and agrees to everything. */
function consentToAll(provider: Provider): void {
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next()
    const { req, res } = ctx
    const { prompt, params, session } = await provider.interactionDetails(req, res)
    const result: Record<string, unknown> = {}
    if (prompt.name === 'login') result['login'] = { accountId: 'alice' }
    else {
      const grant = new provider.Grant({ accountId: session?.accountId, clientId: params['client_id'] })
      grant.addOIDCScope(typeof params['scope'] === 'string' ? params['scope'] : '')
      result['consent'] = { grantId: await grant.save() }
    }
    const to = await provider.interactionResult(req, res, result, { mergeWithLastSubmission: true })
    ctx.status = 303
    ctx.set('location', to)
    ctx.body = ''
  })
}

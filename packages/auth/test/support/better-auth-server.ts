import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { redirectUri } from './clients.ts'
import type { RotatingServer } from './rotating-server.ts'

const modules = new URL('../../peers/node_modules/', import.meta.url)

/** Whether `pnpm peers:auth` has brought it: it is too heavy for every install. */
export const hasBetterAuth = existsSync(new URL('better-auth/package.json', modules))

interface BetterAuth {
  readonly api: {
    adminCreateOAuthClient(call: { body: object; headers: Headers }): Promise<{ client_id: string }>
  }
}

/** The part of better-auth that the tests use; without it installed there are no types either. */
interface Parts {
  readonly betterAuth: (options: object) => BetterAuth
  readonly memoryAdapter: (tables: object) => unknown
  readonly jwt: () => unknown
  readonly toNodeHandler: (auth: BetterAuth) => RequestListener
  readonly oauthProvider: (options: object) => unknown
}

async function parts(): Promise<Parts> {
  const files = [
    'better-auth/dist/index.mjs',
    'better-auth/dist/adapters/memory-adapter/index.mjs',
    'better-auth/dist/plugins/jwt/index.mjs',
    'better-auth/dist/integrations/node.mjs',
    '@better-auth/oauth-provider/dist/index.mjs',
  ]
  const loaded = await Promise.all(files.map((file) => import(new URL(file, modules).href)))
  return Object.assign({}, ...loaded) as Parts
}

const models = ['user', 'session', 'account', 'verification', 'jwks']
const oauthModels = [
  'Client',
  'RefreshToken',
  'AccessToken',
  'Consent',
  'Resource',
  'ClientResource',
  'ClientAssertion',
]

/** Starts better-auth with its oauth-provider. @param reuseS - how long a rotated token may be used again. */
export async function betterAuthServer(reuseS: number): Promise<RotatingServer> {
  const { betterAuth, memoryAdapter, jwt, oauthProvider, toNodeHandler } = await parts()
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const names = [...models, ...oauthModels.map((name) => `oauth${name}`)]
  const auth = betterAuth({
    baseURL: origin,
    secret: 'not a secret, but forty characters long ....',
    database: memoryAdapter(Object.fromEntries(names.map((name) => [name, []]))),
    emailAndPassword: { enabled: true },
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    plugins: [
      jwt(),
      oauthProvider({
        loginPage: '/login',
        consentPage: '/consent',
        refreshTokenReuseInterval: reuseS,
        scopes: ['openid', 'offline_access'],
        silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
      }),
    ],
  })
  http.on('request', toNodeHandler(auth))
  const signUp = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: 'alice@example.org', password: 'a long password', name: 'Alice' }),
  })
  const cookie = signUp.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const { client_id: clientId } = await auth.api.adminCreateOAuthClient({
    headers: new Headers({ cookie }),
    body: {
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid offline_access',
      skip_consent: true,
    },
  })
  const issuer = `${origin}/api/auth`
  return {
    options: {
      clientId,
      issuer,
      authorizationUrl: `${issuer}/oauth2/authorize`,
      tokenUrl: `${issuer}/oauth2/token`,
      scope: ['openid', 'offline_access'],
    },
    async visit(url) {
      const response = await fetch(url, { headers: { cookie }, redirect: 'manual' })
      return response.headers.get('location') ?? ((await response.json()) as { url: string }).url
    },
    async [Symbol.asyncDispose]() {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}

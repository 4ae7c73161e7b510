import { type OAuthOptions, oauth } from '../../src/oauth/index.ts'

/** Where the tests' users come back to; nothing listens there. */
export const redirectUri = 'https://app.example/callback'

/** An app without a secret, as a server registers it. */
export const spa = {
  client_id: 'spa',
  token_endpoint_auth_method: 'none',
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  response_types: ['code'],
}

/** A service with a secret. */
export const service = {
  client_id: 'service',
  client_secret: 'service-secret-0123456789',
  token_endpoint_auth_method: 'client_secret_basic',
  redirect_uris: [],
  response_types: [],
  grant_types: ['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
}

/** The endpoints of oidc-provider. */
export function endpointsOf(issuer: string) {
  return {
    issuer,
    authorizationUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    revocationUrl: `${issuer}/token/revocation`,
    introspectionUrl: `${issuer}/token/introspection`,
    deviceAuthorizationUrl: `${issuer}/device/auth`,
  }
}

/** A client of the app without a secret. */
export function spaClient(issuer: string, options: OAuthOptions = {}) {
  const scope = ['openid', 'offline_access', 'read:users']
  return oauth({ clientId: 'spa', redirectUri, scope, ...endpointsOf(issuer), ...options })
}

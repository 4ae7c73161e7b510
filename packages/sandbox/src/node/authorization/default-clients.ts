import type { ClientMetadata } from '../../authorization/client-metadata.ts'

const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code'
/** The grant for assertions (RFC 7523, 2.1). */
export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** The secret of the clients that have one: it protects nothing but test data. */
const clientSecret = 'sandbox-client-secret-for-tests-only'

const loopback = ['http://127.0.0.1/callback', 'http://localhost/callback']

/** The clients that every sandbox knows. */
export const defaultClients: readonly ClientMetadata[] = [
  {
    client_id: 'sandbox-web',
    client_name: 'Sandbox web app',
    client_secret: clientSecret,
    // So that any port of this machine will do.
    application_type: 'native',
    redirect_uris: loopback,
    grant_types: ['authorization_code', 'refresh_token'],
  },
  {
    client_id: 'sandbox-cli',
    client_name: 'Sandbox command line',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: loopback,
    grant_types: ['authorization_code', 'refresh_token', deviceCode],
  },
  {
    client_id: 'sandbox-service',
    client_name: 'Sandbox service',
    client_secret: clientSecret,
    grant_types: ['client_credentials', jwtBearer],
  },
  {
    client_id: 'sandbox-mtls',
    client_name: 'Sandbox service with a certificate',
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_subject_dn: 'CN=sandbox-mtls',
    grant_types: ['client_credentials'],
  },
]

/** A client's metadata with what follows from them. */
export function completed(metadata: ClientMetadata): ClientMetadata {
  const { redirect_uris = [], grant_types = ['authorization_code', 'refresh_token'] } = metadata
  const byCode = grant_types.includes('authorization_code')
  const byCertificate = /tls_client_auth$/.test(metadata.token_endpoint_auth_method ?? '')
  return {
    // The standard would have a secret made, which nobody would be told.
    ...(metadata.client_secret === undefined && { token_endpoint_auth_method: 'none' }),
    response_types: byCode ? ['code'] : [],
    ...(byCertificate && { tls_client_certificate_bound_access_tokens: true }),
    ...metadata,
    grant_types,
    redirect_uris,
  }
}

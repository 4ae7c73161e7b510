import { type Authenticator, selfSignedJwt } from '@veza/auth'
import { clientCertificate } from '@veza/auth/node'
import { oauth, privateKeyJwt, tlsClientAuth } from '@veza/auth/oauth'
import { Veza } from '@veza/client'

/*
 * Three ways for a service to get at the API without anybody signing in. VEZA_PRIVATE_KEY holds the key, VEZA_CLIENT_ID
 * the client id; the certificate is in the files that VEZA_CERT, VEZA_KEY and VEZA_CA name.
 */
const { VEZA_ISSUER: issuer = 'https://api.veza.app', VEZA_BASE_URL: baseUrl = 'https://api.veza.app/v1' } =
  process.env
const { VEZA_CERT: certFile = '', VEZA_KEY: keyFile = '', VEZA_CA: caFile } = process.env
const discover = issuer !== 'https://api.veza.app'
const scope = ['read:users']

const ways: Readonly<Record<string, () => { readonly auth: Authenticator; readonly fetch?: typeof fetch }>> =
  {
    /** The token is our own work: who it speaks for, and what it may do. */
    'self-signed': () => ({
      auth: selfSignedJwt({
        keyId: 'example',
        issuer: 'example-service',
        userId: 1,
        permissions: scope,
      }),
    }),
    /** The server grants tokens to whoever proves to be the client. */
    'client-credentials': () => ({
      auth: oauth({
        issuer,
        discover,
        scope,
        clientAuth: privateKeyJwt({ keyId: 'example' }),
      }).clientCredentials(),
    }),
    /** The connection proves it; tokens are bound to the certificate. */
    'mutual-tls': () => {
      const { fetch } = clientCertificate({ certFile, keyFile, ...(caFile === undefined ? {} : { caFile }) })
      return {
        auth: oauth({ issuer, discover, scope, clientAuth: tlsClientAuth(), fetch }).clientCredentials(),
        fetch,
      }
    },
  }

const [name = ''] = process.argv.slice(2)
const way = ways[name]
if (way === undefined) {
  console.error(`service-account ${Object.keys(ways).join(' | ')}`)
  process.exitCode = 2
} else {
  const user = await new Veza({ ...way(), baseUrl }).users.get(1)
  console.log(`${name}: ${user.username}`)
}

import { type Checks, checkOptions, invalidOption, oneOf, text } from '@veza/resilience/options'
import { Secret } from '@veza/resilience/secrets'
import { type SigningKeyOptions, signingAlgorithms, signingKey } from '../jwt/signing-key.ts'
import { checkCredential } from '../options/check-credential.ts'
import { environment } from '../options/environment.ts'
import { refuseInBrowser } from '../options/in-browser.ts'
import { privateKeyFrom } from '../options/private-key-from.ts'
import type { ServerClock } from '../time/server-clock.ts'

/** Adds a client's credential to a request for tokens. */
export type ApplyClientAuth = (
  server: { readonly issuer: string },
  client: { readonly client_id: string },
  body: URLSearchParams,
  headers: Headers,
) => void

/** What of the protocol's library makes credentials. */
export interface ClientAuthLibrary {
  None(): ApplyClientAuth
  ClientSecretBasic(secret: string): ApplyClientAuth
  ClientSecretPost(secret: string): ApplyClientAuth
  TlsClientAuth(): ApplyClientAuth
  PrivateKeyJwt(key: { key: CryptoKey; kid?: string }, options: object): ApplyClientAuth
  readonly modifyAssertion: symbol
}

type Make = (library: ClientAuthLibrary, clock: ServerClock) => ApplyClientAuth | Promise<ApplyClientAuth>

/**
 * How an OAuth client proves to the authorization server who it is. Made by {@link clientSecret}, {@link privateKeyJwt}
 * and {@link tlsClientAuth}; prints its method and nothing else.
 *
 * @example
 * ```ts
 * import { type ClientAuth, clientSecret } from '@veza/auth/oauth'
 *
 * const auth: ClientAuth = clientSecret('a-long-secret')
 * console.log(auth.method) // client_secret_basic
 * ```
 */
export class ClientAuth {
  /** Its name in the registry of RFC 7591: `client_secret_basic`, `private_key_jwt` … */
  readonly method: string
  readonly #make: Make

  /** Made by the functions of this package. */
  constructor(method: string, make: Make) {
    this.method = method
    this.#make = make
  }

  /** For the engine. @param clock - the server's: assertions carry times. */
  prepare(library: ClientAuthLibrary, clock: ServerClock): ApplyClientAuth | Promise<ApplyClientAuth> {
    return this.#make(library, clock)
  }
}

/** A client that can keep no secret: an app on somebody's device, a web page. PKCE protects it. */
export function publicClient(): ClientAuth {
  return new ClientAuth('none', (library) => library.None())
}

/**
 * Proves by a secret (RFC 6749, 2.3.1). Not in browsers: everybody could read it there.
 *
 * @param secret - the secret; where it is `undefined`, the environment variable `VEZA_CLIENT_SECRET`.
 * @param method - `'basic'` sends it in a header, `'post'` in the body, for servers that ask for that.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; quotes nothing of the secret.
 * @example
 * ```ts
 * import { clientSecret, oauth } from '@veza/auth/oauth'
 *
 * const client = oauth({ clientId: 'my-server', clientAuth: clientSecret('a-long-secret', 'post') })
 * console.log(client)
 * ```
 */
export function clientSecret(secret: string | undefined, method: 'basic' | 'post' = 'basic'): ClientAuth {
  const remedy = oneOf('basic', 'post')(method)
  if (remedy !== undefined) throw invalidOption('clientSecret(): the method is invalid', remedy)
  const known = secret ?? environment('VEZA_CLIENT_SECRET')
  checkCredential('The client secret', known)
  refuseInBrowser('A client secret')
  const box = new Secret(known)
  return new ClientAuth(`client_secret_${method}`, (library) =>
    method === 'basic' ? library.ClientSecretBasic(box.reveal()) : library.ClientSecretPost(box.reveal()),
  )
}

/** A key that proves who a client is. */
export interface PrivateKeyJwtOptions extends Partial<SigningKeyOptions> {
  /** Whom the assertion is for. @defaultValue the issuer */
  readonly audience?: string
}

const anything = () => undefined
const checks: Checks<PrivateKeyJwtOptions> = {
  privateKey: anything,
  keyId: text,
  algorithm: oneOf(...signingAlgorithms),
  audience: text,
}

/**
 * Proves by a signature (RFC 7523, 2.2: `private_key_jwt`): each request for tokens carries an assertion, signed just
 * then and good for a minute. The server has the public key only, so that it has nothing to lose.
 *
 * @param options - the key; where `privateKey` is missing, the environment variable `VEZA_PRIVATE_KEY`.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; quotes nothing of the key.
 * @example
 * ```ts
 * import { oauth, privateKeyJwt } from '@veza/auth/oauth'
 *
 * const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
 * const { privateKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
 * const client = oauth({ clientId: 'my-service', clientAuth: privateKeyJwt({ privateKey, keyId: '2026' }) })
 * console.log(client)
 * ```
 */
export function privateKeyJwt(options: PrivateKeyJwtOptions = {}): ClientAuth {
  checkOptions('privateKeyJwt()', options, checks)
  const privateKey = privateKeyFrom(options.privateKey)
  if (privateKey === undefined)
    throw invalidOption('privateKeyJwt(): no key', 'Pass privateKey, or set VEZA_PRIVATE_KEY.')
  const key = signingKey('privateKeyJwt()', { ...options, privateKey })
  return new ClientAuth('private_key_jwt', async (library, clock) => {
    const { key: cryptoKey, algorithm, keyId } = await key()
    const modify = (header: Record<string, unknown>, claims: Record<string, unknown>) => {
      const now = clock.seconds()
      // By the server's clock, and in the name that RFC 7518 knows the algorithm by.
      Object.assign(header, { alg: algorithm })
      Object.assign(claims, { iat: now, nbf: now, exp: now + 60 })
      if (options.audience !== undefined) Object.assign(claims, { aud: options.audience })
    }
    return library.PrivateKeyJwt(
      { key: cryptoKey, ...(keyId === undefined ? {} : { kid: keyId }) },
      { [library.modifyAssertion]: modify },
    )
  })
}

/**
 * Proves by the client certificate of the connection (RFC 8705). Pass the `fetch` of `clientCertificate()` along.
 *
 * @example
 * ```ts
 * import { oauth, tlsClientAuth } from '@veza/auth/oauth'
 *
 * const client = oauth({ clientId: 'my-service', clientAuth: tlsClientAuth() })
 * console.log(client)
 * ```
 */
export function tlsClientAuth(): ClientAuth {
  return new ClientAuth('tls_client_auth', (library) => library.TlsClientAuth())
}

import {
  type Checks,
  checkOptions,
  invalidOption,
  isPlain,
  oneOf,
  required,
  text,
} from '@veza/resilience/options'
import { signJwt } from '../jwt/sign-jwt.ts'
import { type SigningKey, type SigningKeyOptions, signingAlgorithms, signingKey } from '../jwt/signing-key.ts'
import { privateKeyFrom } from '../options/private-key-from.ts'
import type { ServerClock } from '../time/server-clock.ts'

/** Who vouches for whom. */
export interface JwtBearerOptions extends Partial<SigningKeyOptions> {
  /** Who signs: the server must trust it. */
  readonly issuer: string
  /** Whom the tokens are to speak for. */
  readonly subject: string
  /** @defaultValue the authorization server's issuer */
  readonly audience?: string
  /** Further claims. @defaultValue none */
  readonly claims?: Readonly<Record<string, unknown>>
}

const anything = () => undefined
const checks: Checks<JwtBearerOptions> = {
  privateKey: anything,
  keyId: text,
  algorithm: oneOf(...signingAlgorithms),
  issuer: text,
  subject: text,
  audience: text,
  claims: (value) => (isPlain(value) ? undefined : 'Pass an object of claims.'),
}

/**
 * An assertion that is exchanged for tokens (RFC 7523, 2.1). Made by {@link jwtBearer}; signed anew for each exchange.
 *
 * @example
 * ```ts
 * import { jwtBearer, type JwtBearerAssertion } from '@veza/auth/oauth'
 *
 * const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
 * const { privateKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
 * const assertion: JwtBearerAssertion = jwtBearer({ privateKey, issuer: 'my-app', subject: 'alice' })
 * console.log(assertion.subject)
 * ```
 */
export class JwtBearerAssertion {
  readonly subject: string
  readonly #options: JwtBearerOptions
  readonly #key: () => Promise<SigningKey>

  /** Made by {@link jwtBearer}. */
  constructor(options: JwtBearerOptions, key: () => Promise<SigningKey>) {
    this.subject = options.subject
    this.#options = options
    this.#key = key
  }

  /** Signs, by the server's clock; good for 5 minutes. */
  async sign(issuerOfTokens: string, clock: ServerClock): Promise<string> {
    const { issuer, subject, audience = issuerOfTokens, claims } = this.#options
    const iat = clock.seconds()
    const times = { iat, nbf: iat, exp: iat + 300, jti: crypto.randomUUID() }
    return signJwt(await this.#key(), { ...claims, iss: issuer, sub: subject, aud: audience, ...times })
  }
}

/**
 * Tokens in exchange for a signed statement of who they are for (RFC 7523, 2.1), for services that act for users without
 * a browser. For `oauth().bearerGrant()`. Not to be confused with {@link privateKeyJwt}, which proves who the client is,
 * nor with {@link selfSignedJwt}, which is itself the token.
 *
 * @param options - where `privateKey` is missing, the environment variable `VEZA_PRIVATE_KEY`.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; quotes nothing of the key.
 * @example
 * ```ts
 * import { jwtBearer, oauth } from '@veza/auth/oauth'
 *
 * const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
 * const { privateKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
 * const client = oauth({ clientId: 'my-service' })
 * const session = client.bearerGrant(jwtBearer({ privateKey, issuer: 'my-app', subject: 'alice' }))
 * console.log(session.state) // unknown: nothing has been asked for yet
 * ```
 */
export function jwtBearer(options: JwtBearerOptions): JwtBearerAssertion {
  checkOptions('jwtBearer()', options, checks)
  required('jwtBearer()', options, 'issuer', 'subject')
  const privateKey = privateKeyFrom(options.privateKey)
  if (privateKey === undefined)
    throw invalidOption('jwtBearer(): no key', 'Pass privateKey, or set VEZA_PRIVATE_KEY.')
  return new JwtBearerAssertion(options, signingKey('jwtBearer()', { ...options, privateKey }))
}

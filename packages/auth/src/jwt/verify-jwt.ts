import { AuthenticationError, type Clock, systemClock } from '@veza/resilience'
import {
  between,
  type Checks,
  checkOptions,
  hasMethods,
  required,
  text,
  texts,
} from '@veza/resilience/options'
import { checkCompact, invalidToken } from './check-compact.ts'
import type { ReplayGuard } from './replay-guard.ts'
import { type SigningAlgorithm, signingAlgorithms } from './signing-key.ts'
import type { TokenKeys } from './token-keys.ts'

/** What a token must be. */
export interface VerifyJwtOptions {
  /** The issuer's keys: `remoteKeys(url)` or `localKeys(set)`. */
  readonly keys: TokenKeys
  /** Who must have issued it. */
  readonly issuer: string
  /** Whom it must be for: you. */
  readonly audience: string
  /** How it may be signed. Symmetric algorithms are none of them. @defaultValue RS256, PS256, ES256, EdDSA */
  readonly algorithms?: readonly SigningAlgorithm[]
  /**
   * What its header must say it is: `'at+jwt'` for access tokens of RFC 9068.
   *
   * @defaultValue `JWT`, `at+jwt` or nothing; never an id token's or a proof's own type
   */
  readonly type?: string
  /** Claims that must be there, besides `iss`, `aud` and `exp`. @defaultValue none */
  readonly requiredClaims?: readonly string[]
  /** How much the clocks may differ, in milliseconds. @defaultValue 10000 */
  readonly clockToleranceMs?: number
  /** Lets each token in once, by its `iss` and `jti`. @defaultValue none: tokens may be used again */
  readonly replay?: ReplayGuard
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
}

/** A token that was verified. */
export interface VerifiedJwt {
  readonly claims: Readonly<Record<string, unknown>>
  readonly algorithm: SigningAlgorithm
  readonly keyId: string | undefined
}

const checks: Checks<VerifyJwtOptions> = {
  keys: hasMethods('keyFor'),
  issuer: text,
  audience: text,
  algorithms: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((one) => signingAlgorithms.includes(one))
      ? undefined
      : `Pass a list of ${signingAlgorithms.join(', ')}.`,
  type: text,
  requiredClaims: texts,
  clockToleranceMs: between(0, 600_000, 'milliseconds'),
  replay: hasMethods('isNew'),
  clock: hasMethods('now', 'sleep'),
}

const usual: readonly SigningAlgorithm[] = ['RS256', 'PS256', 'ES256', 'EdDSA']

/**
 * Verifies a token that somebody sent you (RFC 7519, RFC 8725). Its form is checked before its signature and its
 * signature before its claims; keys and algorithms are yours to name, never the token's.
 *
 * @throws {@link AuthenticationError} `AUTH_TOKEN_INVALID` or `AUTH_TOKEN_EXPIRED`; {@link ConnectionError}
 * `JWKS_UNAVAILABLE`. Nothing of the token is quoted.
 * @example
 * ```ts
 * import { localKeys, selfSignedJwt, verifyJwt } from '@veza/auth'
 *
 * const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
 * const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
 * const auth = selfSignedJwt({ privateKey, issuer: 'my-app', userId: 42, permissions: ['read:users'] })
 * const { signal } = new AbortController()
 * const url = 'https://api.veza.app/v1/users'
 * const { authorization = '' } = await auth.authenticate({ method: 'GET', url, body: undefined, signal })
 *
 * const keys = localKeys({ keys: [await crypto.subtle.exportKey('jwk', publicKey)] })
 * const { claims } = await verifyJwt(authorization.replace('Bearer ', ''), {
 *   keys,
 *   issuer: 'my-app',
 *   audience: 'veza-api',
 * })
 * console.log(claims['user_id']) // 42
 * ```
 */
export async function verifyJwt(token: string, options: VerifyJwtOptions): Promise<VerifiedJwt> {
  checkOptions('verifyJwt()', options, checks)
  required('verifyJwt()', options, 'keys', 'issuer', 'audience')
  const { header } = checkCompact(token)
  const alg = (options.algorithms ?? usual).find((one) => one === header['alg'])
  if (alg === undefined) throw invalidToken('it is signed by an algorithm that is not allowed')
  checkType(header['typ'], options.type)
  const kid = typeof header['kid'] === 'string' ? header['kid'] : undefined
  const key = await options.keys.keyFor({ alg, ...(kid === undefined ? {} : { kid }) })
  const claims = await verified(token, key, alg, options)
  await refuseReplay(claims, options)
  return { claims, algorithm: alg, keyId: kid }
}

function checkType(typ: unknown, expected: string | undefined): void {
  if (typ !== undefined && typeof typ !== 'string') throw invalidToken('its type is no text')
  const type = typ?.toLowerCase().replace(/^application\//, '')
  const right =
    expected === undefined
      ? type === undefined || type === 'jwt' || type === 'at+jwt'
      : type === expected.toLowerCase()
  if (!right) throw invalidToken('it is a token of another type')
}

async function verified(
  token: string,
  key: CryptoKey,
  algorithm: SigningAlgorithm,
  options: VerifyJwtOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const { issuer, audience, requiredClaims = [], clockToleranceMs = 10_000, clock = systemClock } = options
  const { jwtVerify } = await import('jose/jwt/verify')
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      issuer,
      audience,
      requiredClaims: [...requiredClaims, 'exp'],
      clockTolerance: clockToleranceMs / 1000,
      currentDate: new Date(clock.now()),
    })
    return payload
  } catch (error) {
    throw refusal(error)
  }
}

async function refuseReplay(
  claims: Readonly<Record<string, unknown>>,
  options: VerifyJwtOptions,
): Promise<void> {
  const { replay, clock = systemClock, clockToleranceMs = 10_000 } = options
  if (replay === undefined) return
  const { iss, jti, exp } = claims
  if (typeof jti !== 'string' || jti.length > 512) throw invalidToken('it has no id to know it by')
  // By what it says, not by its text: an ECDSA signature can be written in two ways.
  const id = JSON.stringify([iss, jti])
  if (!(await replay.isNew(id, Number(exp) * 1000 + clockToleranceMs, clock.now())))
    throw invalidToken('it was used before')
}

/** What jose threw, without its cause: that holds the claims. */
function refusal(error: unknown): AuthenticationError {
  const { code, claim } = error as { code?: unknown; claim?: unknown }
  if (code === 'ERR_JWT_EXPIRED') {
    return new AuthenticationError('The token has expired', {
      code: 'AUTH_TOKEN_EXPIRED',
      status: 401,
      remedy: 'Get a new token or API key, and sign in again.',
    })
  }
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED')
    return invalidToken(`its claim "${String(claim)}" is not right`)
  return invalidToken('its signature does not fit')
}

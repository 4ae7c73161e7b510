import type { Accounts } from './accounts.ts'
import type { IssuedToken } from './issued-token.ts'
import type { SigningKeys } from './signing-keys.ts'

/** Who tokens must be for (guide: "JWT Tokens"). */
export const apiAudience = 'veza-api'

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
/** How much clocks may differ, in seconds. */
const toleranceS = 5
/** The longest that a token may live, in seconds. */
const longestLifeS = 3600

/** Where self-signed tokens are judged. */
export interface SelfSignedContext {
  readonly signingKeys: SigningKeys
  readonly accounts: Accounts
  readonly now: () => number
}

/** Whether a text has the form of a signed JWT. */
export function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
}

/**
 * A token that an app has signed itself (guide: "JWT Tokens"): by a key that is registered for its `iss`, for this API,
 * for an hour at most, and for a user who exists.
 */
export async function selfSignedToken(
  { signingKeys, accounts, now }: SelfSignedContext,
  token: string,
): Promise<IssuedToken | undefined> {
  const { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } = await import('jose')
  try {
    const { iss = '' } = decodeJwt(token)
    const { alg = '', kid, typ } = decodeProtectedHeader(token)
    const jwk = signingKeys.find(iss, kid)
    // Tokens that are for something else say so: access tokens of the authorization server, DPoP proofs.
    if (jwk === undefined || (typ !== undefined && typ.toUpperCase() !== 'JWT')) return undefined
    const { payload } = await jwtVerify(token, await importJWK(jwk, alg), {
      algorithms,
      issuer: iss,
      audience: apiAudience,
      clockTolerance: toleranceS,
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'iat'],
    })
    const { user_id: userId, permissions, exp = 0, iat = 0 } = payload
    if (exp - iat > longestLifeS || iat > now() / 1000 + toleranceS || !isTexts(permissions)) return undefined
    const user = accounts.get(Number(userId))
    if (user === undefined || user.id !== userId) return undefined
    return {
      id: `jwt:${iss}:${userId}`,
      userId,
      permissions,
      expiresAt: new Date(exp * 1000).toISOString(),
    }
  } catch {
    // Whatever is wrong with it: it is not valid.
    return undefined
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

import type Provider from 'oidc-provider'
import type { PlatformBase } from '../../assemble.ts'
import type { IssuedToken } from '../../authorization/issued-token.ts'
import { permissionsOf } from '../../authorization/role-permissions.ts'
import { apiAudience } from '../../authorization/self-signed-token.ts'

/** Whose clients act where no user takes part: the sandbox's first user's. */
const clientsOwner = 1

/** What both kinds of tokens say. */
interface Facts {
  readonly clientId: string
  readonly accountId: string | undefined
  readonly scope: string | undefined
  readonly audience: unknown
  readonly jkt: string | undefined
  readonly certificate: string | undefined
  /** Unix seconds. */
  readonly exp: number
}

/** What is known of a random text that the server has issued as a token. */
export async function foundOpaque(
  token: string,
  provider: Provider,
  platform: PlatformBase,
): Promise<IssuedToken | undefined> {
  const ofUser = await provider.AccessToken.find(token)
  const found = ofUser ?? (await provider.ClientCredentials.find(token))
  if (found?.clientId === undefined) return undefined
  const { clientId, scope, aud, jkt, exp = 0 } = found
  return issuedToken(platform, {
    clientId,
    accountId: ofUser?.accountId,
    scope,
    audience: aud,
    jkt,
    certificate: found['x5t#S256'],
    exp,
  })
}

/** Where JWTs are judged. */
export interface JwtContext {
  readonly publicKey: JsonWebKey
  readonly issuer: string
  readonly platform: PlatformBase
}

/** What is known of a JWT that the server has issued as a token (RFC 9068, 4). */
export async function foundJwt(
  token: string,
  { publicKey, issuer, platform }: JwtContext,
): Promise<IssuedToken | undefined> {
  const { importJWK, jwtVerify } = await import('jose')
  try {
    const { payload } = await jwtVerify(token, await importJWK(publicKey, 'RS256'), {
      algorithms: ['RS256'],
      typ: 'at+jwt',
      issuer,
      audience: apiAudience,
      currentDate: new Date(platform.now()),
      requiredClaims: ['exp', 'client_id'],
    })
    const { client_id, sub, user_id: userId, scope, cnf, aud, exp = 0 } = payload
    const { jkt, 'x5t#S256': certificate } = Object(cnf) as { jkt?: string; 'x5t#S256'?: string }
    return issuedToken(platform, {
      clientId: String(client_id),
      accountId: userId === undefined ? undefined : sub,
      scope: typeof scope === 'string' ? scope : undefined,
      audience: aud,
      jkt,
      certificate,
      exp,
    })
  } catch {
    // Whatever is wrong with it: it is not valid.
    return undefined
  }
}

function issuedToken(platform: PlatformBase, facts: Facts): IssuedToken | undefined {
  const { clientId, accountId, scope = '', audience, jkt, certificate, exp } = facts
  const isForUs = Array.isArray(audience) ? audience.includes(apiAudience) : audience === apiAudience
  const userId = accountId === undefined ? clientsOwner : Number(accountId)
  const user = platform.accounts.get(userId)
  if (!isForUs || (accountId !== undefined && user === undefined)) return undefined
  const scopes = scope.split(' ')
  // A user cannot hand on what they may no longer do themselves.
  const permissions =
    accountId !== undefined && user ? permissionsOf(user).filter((one) => scopes.includes(one)) : scopes
  return {
    id: `client:${clientId}:${accountId ?? ''}`,
    userId,
    permissions,
    expiresAt: new Date(exp * 1000).toISOString(),
    ...(jkt !== undefined && { jkt }),
    ...(certificate !== undefined && { certificate }),
  }
}

import type Provider from 'oidc-provider'
import type { TokenEndpointGrantContext } from 'oidc-provider'
import type { PlatformBase } from '../../assemble.ts'
import { permissionsOf } from '../../authorization/role-permissions.ts'
import { apiAudience } from '../../authorization/self-signed-token.ts'

interface Parameters {
  readonly assertion?: string
}

const longestAssertion = 16_384

/**
 * The grant for assertions (RFC 7523, 2.1), which oidc-provider leaves to its users: an app whose key is registered vouches
 * for a user, once.
 */
export function jwtBearerGrant(provider: Provider, platform: PlatformBase, resource: string) {
  return async (ctx: TokenEndpointGrantContext<Parameters>): Promise<void> => {
    const { errors } = await import('oidc-provider')
    const { assertion = '', scope = '' } = ctx.oidc.params
    const user = await vouchedFor(provider, platform, assertion, ctx.oidc.issuer)
    if (user === undefined) throw new errors.InvalidGrant('the assertion is not valid')
    const allowed = permissionsOf(user)
    const granted = scope.split(' ').filter((one) => allowed.includes(one))
    const { client } = ctx.oidc
    const accountId = String(user.id)
    const grant = new provider.Grant({ accountId, clientId: client.clientId })
    grant.addResourceScope(resource, granted.join(' '))
    const grantId = await grant.save()
    const token = new provider.AccessToken({
      accountId,
      client,
      grantId,
      gty: 'jwt-bearer',
      scope: granted.join(' '),
    })
    token.aud = apiAudience
    ctx.oidc.entity('AccessToken', token)
    const value = await token.save()
    ctx.body = { access_token: value, token_type: 'Bearer', expires_in: token.expiration, scope: token.scope }
  }
}

async function vouchedFor(
  provider: Provider,
  { signingKeys, accounts, store, now }: PlatformBase,
  assertion: string,
  issuer: string,
) {
  const { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } = await import('jose')
  if (assertion.length > longestAssertion) return undefined
  try {
    const { iss = '' } = decodeJwt(assertion)
    const { alg = '', kid } = decodeProtectedHeader(assertion)
    const jwk = signingKeys.find(iss, kid)
    if (jwk === undefined) return undefined
    const { payload } = await jwtVerify(assertion, await importJWK(jwk, alg), {
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      issuer: iss,
      audience: [issuer, `${issuer}/oauth/token`],
      clockTolerance: 5,
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'sub'],
    })
    const { sub, jti, exp = 0, iat = 0 } = payload
    if (iat > now() / 1000 + 5) return undefined
    // Once: whoever has seen it go by must not use it again.
    if (jti !== undefined && !(await provider.ReplayDetection.unique(iss, jti, exp))) return undefined
    const named = store.users.all().find((user) => user['username'] === sub || user['email'] === sub)
    return accounts.get(Number(sub)) ?? named
  } catch {
    return undefined
  }
}

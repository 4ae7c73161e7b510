import {
  insufficientScope,
  invalidProof,
  invalidToken,
  noCredential,
  nonceRequired,
  type Scheme,
} from '../authorization/challenges.ts'
import type { IssuedToken } from '../authorization/issued-token.ts'
import type { Presented } from '../authorization/presented.ts'
import type { Principal } from '../authorization/principal.ts'
import { permissionsOf } from '../authorization/role-permissions.ts'
import { isJwt, selfSignedToken } from '../authorization/self-signed-token.ts'
import type { Platform } from '../routes/route.ts'

/**
 * Whoever a credential speaks for (guide: "Authentification"): an API key, an access token of the authorization server or
 * of a password login, or a JWT that a registered app has signed.
 *
 * @param authorization - the header's value: `Bearer …` or `DPoP …`.
 * @param permission - what they must be allowed to do; where it is missing, any credential will do.
 * @param presented - what the request proves beside; without it, tokens that are bound to a key or a certificate are
 * refused.
 * @throws ApiFailure 401 or 403
 */
export async function authenticate(
  platform: Platform,
  authorization: string | undefined,
  permission?: string,
  presented?: Presented,
): Promise<Principal> {
  const [, name = '', token = ''] = authorization?.match(/^(Bearer|DPoP) (\S+)$/i) ?? []
  if (token === '') throw noCredential()
  const scheme = name.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer'
  const issued = await issuedToken(platform, token)
  if (issued === undefined) throw invalidToken(scheme, 'The token is unknown, or no longer in force')
  await checkBinding(platform, issued, scheme, token, presented)
  if (permission !== undefined && !issued.permissions.includes(permission))
    throw insufficientScope(scheme, permission)
  return issued
}

/** What is known of a token, whoever issued it. */
async function issuedToken(platform: Platform, token: string): Promise<IssuedToken | undefined> {
  const { store, sessions, accounts, now } = platform
  const key = store.keys.find(token, now())
  if (key !== undefined) {
    key.lastUsedAt = new Date(now()).toISOString()
    return key
  }
  const session = sessions.find(token)
  if (session !== undefined) {
    const user = accounts.get(session.userId)
    const expiresAt = new Date(session.expiresAt).toISOString()
    return (
      user && { id: `session:${session.id}`, userId: user.id, permissions: permissionsOf(user), expiresAt }
    )
  }
  const selfSigned = isJwt(token) ? await selfSignedToken(platform, token) : undefined
  return selfSigned ?? platform.authorizationServer?.find(token)
}

/** Whether the token is the caller's own (RFC 8705, 3; RFC 9449, 7). */
async function checkBinding(
  { dpopProofs, dpopNonces, tokens }: Platform,
  { jkt, certificate }: IssuedToken,
  scheme: Scheme,
  token: string,
  presented: Presented | undefined,
): Promise<void> {
  if (certificate !== undefined && presented?.certificate !== certificate)
    throw invalidToken(scheme, 'The token is bound to another client certificate')
  if ((jkt === undefined) !== (scheme === 'Bearer'))
    throw invalidToken(
      scheme,
      jkt === undefined ? 'The token is bound to no key' : 'The token is bound to a key',
    )
  if (jkt === undefined) return
  const proven = presented && (await dpopProofs.check(presented, token))
  if (proven === undefined) throw invalidProof('The proof is missing, or does not fit the request')
  if (proven.jkt !== jkt) throw invalidToken(scheme, 'The token is bound to another key')
  if (tokens.dpopNonce && !dpopNonces.isGood(proven.nonce)) throw nonceRequired(dpopNonces.next())
}

import { type ApiFailure, guideFailure } from '../routes/api-failure.ts'
import { proofAlgorithms } from './dpop-proofs.ts'

/** The schemes in which tokens are presented. */
export type Scheme = 'Bearer' | 'DPoP'

const algs = `algs="${proofAlgorithms.join(' ')}"`

/** 401 for a request without a credential: it is told how to bring one, and of no error (RFC 6750, 3.1). */
export function noCredential(): ApiFailure {
  return guideFailure(401, { 'www-authenticate': `Bearer realm="veza", DPoP ${algs}` })
}

/** 401 for a token that is unknown, over, for somebody else, or not proven to be the caller's own. */
export function invalidToken(scheme: Scheme, why: string): ApiFailure {
  return guideFailure(401, { 'www-authenticate': challenge(scheme, 'invalid_token', why) })
}

/** 401 for a proof that does not fit (RFC 9449, 7.1). */
export function invalidProof(why: string): ApiFailure {
  return guideFailure(401, { 'www-authenticate': challenge('DPoP', 'invalid_dpop_proof', why) })
}

/** 401 for a proof without the server's nonce, which comes along (RFC 9449, 9). */
export function nonceRequired(nonce: string): ApiFailure {
  return guideFailure(401, {
    'www-authenticate': challenge('DPoP', 'use_dpop_nonce', 'The proof needs the nonce of this server'),
    'dpop-nonce': nonce,
  })
}

/** 403 for a token that does not go so far (RFC 6750, 3.1). */
export function insufficientScope(scheme: Scheme, permission: string): ApiFailure {
  const why = 'The token lacks a permission'
  return guideFailure(403, {
    'www-authenticate': `${challenge(scheme, 'insufficient_scope', why)}, scope="${permission}"`,
  })
}

function challenge(scheme: Scheme, error: string, why: string): string {
  const parameters = [`realm="veza"`, `error="${error}"`, `error_description="${why}"`]
  if (scheme === 'DPoP') parameters.push(algs)
  return `${scheme} ${parameters.join(', ')}`
}

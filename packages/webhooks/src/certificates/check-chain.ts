import { publicKey } from '#asymmetric'
import { toBase64 } from '../bytes/base64.ts'
import type { Certificate } from './certificate.ts'
import { signatureAlgorithm } from './signature-algorithms.ts'

/** More than any chain in use. */
const longestChain = 6

/**
 * Whether a certificate is vouched for by one of the roots, through the others at most (RFC 5280, section 6, without
 * name constraints and policies: a certificate that makes those critical is not trusted).
 *
 * @param leaf - the certificate.
 * @param others - certificates that came with it.
 * @param roots - certificates that are trusted.
 */
export async function isTrusted(
  leaf: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  nowMs: number,
): Promise<boolean> {
  let current = leaf
  for (let below = 0; below < longestChain; below++) {
    if (!holds(current, nowMs)) return false
    const isIssuer = (issuer: Certificate) => issues(issuer, current, below, nowMs)
    if (await anyOf(roots, isIssuer)) return true
    const next = await firstOf(others, isIssuer)
    if (next === undefined) return false
    current = next
  }
  return false
}

function holds({ notBeforeMs, notAfterMs, hasUnknownRule }: Certificate, nowMs: number): boolean {
  return notBeforeMs <= nowMs && nowMs <= notAfterMs && !hasUnknownRule
}

async function issues(
  issuer: Certificate,
  issued: Certificate,
  below: number,
  nowMs: number,
): Promise<boolean> {
  const may =
    issuer.isAuthority && issuer.signsCertificates && issuer.maxBelow >= below && holds(issuer, nowMs)
  if (!may || toBase64(issuer.subject) !== toBase64(issued.issuer)) return false
  const algorithm = signatureAlgorithm(issued.algorithm, issuer.keyAlgorithm[1])
  if (algorithm === undefined) return false
  const key = publicKey(algorithm, issuer.publicKey)
  return key.matches([issued.signed], [toBase64(issued.signature)], 'base64')
}

async function anyOf(
  list: readonly Certificate[],
  test: (each: Certificate) => Promise<boolean>,
): Promise<boolean> {
  return (await firstOf(list, test)) !== undefined
}

async function firstOf(
  list: readonly Certificate[],
  test: (each: Certificate) => Promise<boolean>,
): Promise<Certificate | undefined> {
  for (const each of list) if (await test(each)) return each
  return undefined
}

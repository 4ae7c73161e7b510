import type { Algorithm } from '../crypto/algorithm.ts'
import { rawFromDer } from '../crypto/der-signature.ts'

/** RSA with PKCS #1 v1.5 padding. */
export function rsa(hash: 'sha256' | 'sha384' | 'sha512'): Algorithm {
  return { node: { hash }, web: { name: 'RSASSA-PKCS1-v1_5', hash: hash.replace('sha', 'SHA-') } }
}

const curves: Readonly<Record<string, readonly [name: string, size: number]>> = {
  '1.2.840.10045.3.1.7': ['P-256', 32],
  '1.3.132.0.34': ['P-384', 48],
}

/**
 * The algorithm that a certificate was signed with; `undefined` for weak and unknown ones.
 *
 * @param id - its object identifier.
 * @param curve - object identifier of the curve of the issuer's key.
 */
export function signatureAlgorithm(id: string, curve: string | undefined): Algorithm | undefined {
  if (id === '1.2.840.113549.1.1.11') return rsa('sha256')
  if (id === '1.2.840.113549.1.1.12') return rsa('sha384')
  if (id === '1.2.840.113549.1.1.13') return rsa('sha512')
  if (id === '1.2.840.10045.4.3.2') return ecdsa('sha256', curve)
  return id === '1.2.840.10045.4.3.3' ? ecdsa('sha384', curve) : undefined
}

function ecdsa(hash: 'sha256' | 'sha384', curve: string | undefined): Algorithm | undefined {
  const known = curves[curve ?? '']
  if (known === undefined) return undefined
  const [namedCurve, size] = known
  return {
    node: { hash, dsaEncoding: 'der' },
    web: { name: 'ECDSA', namedCurve, hash: hash.replace('sha', 'SHA-') },
    toWeb: (signature) => rawFromDer(signature, size),
  }
}

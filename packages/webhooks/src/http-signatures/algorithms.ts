import { type Algorithm, ed25519 } from '../crypto/algorithm.ts'

/** Algorithms of RFC 9421, section 3.3, but HMAC. */
export const asymmetric = {
  ed25519,
  'ecdsa-p256-sha256': {
    node: { hash: 'sha256', dsaEncoding: 'ieee-p1363' },
    web: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  },
  'ecdsa-p384-sha384': {
    node: { hash: 'sha384', dsaEncoding: 'ieee-p1363' },
    web: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  },
  'rsa-v1_5-sha256': {
    node: { hash: 'sha256' },
    web: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  },
  'rsa-pss-sha512': {
    // RSA_PKCS1_PSS_PADDING of node:crypto.
    node: { hash: 'sha512', padding: 6, saltLength: 64 },
    web: { name: 'RSA-PSS', hash: 'SHA-512', saltLength: 64 },
  },
} as const satisfies Readonly<Record<string, Algorithm>>

/** An algorithm by its name in the registry of RFC 9421. */
export type SignatureAlgorithm = keyof typeof asymmetric | 'hmac-sha256'

import type { Algorithm } from './algorithm.ts'

/** ECDSA on P-256 with SHA-256, signatures in DER, as OpenSSL writes them. WebCrypto reads no DER: that is loaded there. */
export const ecdsaP256Der: Algorithm = {
  node: { hash: 'sha256', dsaEncoding: 'der' },
  web: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  toWeb: async (signature) => (await import('./der-signature.ts')).rawFromDer(signature, 32),
  fromWeb: async (signature) => (await import('./der-signature.ts')).derFromRaw(signature),
}

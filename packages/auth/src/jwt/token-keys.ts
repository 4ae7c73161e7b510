import type { SigningAlgorithm } from './signing-key.ts'

/** The keys of an issuer, by which its tokens are verified. Made by {@link localKeys} or {@link remoteKeys}. */
export interface TokenKeys {
  /**
   * The key for a token.
   *
   * @param header - of the token; not to be believed, but for choosing.
   * @throws {@link AuthenticationError} `AUTH_TOKEN_INVALID` where there is no such key.
   */
  keyFor(header: { readonly alg: SigningAlgorithm; readonly kid?: string }): Promise<CryptoKey>
}

/** A set of public keys (RFC 7517, 5). */
export interface JwkSet {
  readonly keys: readonly JsonWebKey[]
}

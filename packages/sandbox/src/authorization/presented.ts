/** What a request shows beside its token, to prove that the token is its own. */
export interface Presented {
  readonly method: string
  readonly url: string
  /** Its `DPoP` header. */
  readonly proof?: string
  /** Thumbprint of its client certificate: SHA-256, base64url. */
  readonly certificate?: string
}

import type { Principal } from './principal.ts'

/** What is known of an access token that is in force. */
export interface IssuedToken extends Principal {
  /** Thumbprint of the key that the bearer must prove to hold with each request (RFC 9449). */
  readonly jkt?: string
  /** Thumbprint of the certificate that the bearer must show (RFC 8705). */
  readonly certificate?: string
}

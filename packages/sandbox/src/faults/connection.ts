/** What a client showed in the TLS handshake. */
export interface ClientCertificate {
  /** SHA-256 of the certificate, base64url (RFC 8705, 3.1). */
  readonly thumbprint: string
  /** Its subject, as `CN=…`. */
  readonly subject: string
  readonly pem: string
  /** Whether an authority that the server trusts has issued it. */
  readonly trusted: boolean
}

/** The connection a request came over: what faults can do to it, and what it tells of the client. */
export interface Connection {
  /** Resets it, so that the client sees no further byte. */
  reset(): void
  /** Aborted when the client has left or the server closes. */
  readonly closed: AbortSignal
  /** The client's certificate, where it showed one. */
  readonly certificate?: ClientCertificate
}

/** The connection of a request that came over none: a reset shows as the failure that `fetch` gives. */
export function noConnection(): Connection {
  return {
    reset() {
      throw new TypeError('fetch failed')
    },
    closed: new AbortController().signal,
  }
}

import { ConnectionError, isVezaError } from '@veza/resilience'

/** The receiver's certificate is not to be trusted, or it speaks no TLS: no repeat mends that, and nothing was sent. */
const certificate = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

/**
 * What a socket or the resolver ended with, as an error of the SDK.
 *
 * @param sent - whether a part of the request may have reached the receiver.
 */
export function connectionFailure(thrown: unknown, sent: boolean): Error {
  if (isVezaError(thrown)) return thrown
  if (certificate.test(codeOf(thrown))) {
    return new ConnectionError('No trusted TLS connection to the receiver', {
      code: 'TLS_FAILED',
      remedy:
        "Check the server's certificate and the time of this machine; trust a private authority by NODE_EXTRA_CA_CERTS.",
      cause: thrown,
    })
  }
  const message = sent ? 'The connection failed before a complete answer' : 'No connection to the receiver'
  return new ConnectionError(message, {
    code: sent ? 'CONNECTION_RESET' : 'CONNECTION_FAILED',
    retryable: true,
    remedy: 'Check the network, the base URL and any proxy, then try again.',
    cause: thrown,
  })
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}

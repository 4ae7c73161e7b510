import { ConnectionError, isVezaError } from '@veza/resilience'

/** The connection never stood, so the request was surely not carried out. */
const neverConnected: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
]

/**
 * What a transport threw, as an error of the SDK: the transport's own may print the credential.
 *
 * @param thrown - whatever came out of the transport, or of reading its body.
 */
export function connectionFailure(thrown: unknown): Error {
  if (isVezaError(thrown)) return thrown
  const unsent = causes(thrown).some((cause) => neverConnected.includes(codeOf(cause)))
  return new ConnectionError(
    unsent ? 'No connection to the server' : 'The connection failed before a complete answer',
    {
      code: unsent ? 'CONNECTION_FAILED' : 'CONNECTION_RESET',
      retryable: true,
      remedy: 'Check the network, the base URL and any proxy, then try again.',
      cause: underneath(thrown),
    },
  )
}

/** ky wraps what `fetch` threw, together with the request and its headers: what it wrapped is enough. */
function underneath(thrown: unknown): unknown {
  return thrown instanceof Error && 'request' in thrown ? thrown.cause : thrown
}

function causes(thrown: unknown): unknown[] {
  const chain: unknown[] = []
  for (let error = thrown; error instanceof Error && chain.length < 8; error = error.cause) {
    chain.push(error, ...(error instanceof AggregateError ? error.errors : []))
  }
  return chain
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

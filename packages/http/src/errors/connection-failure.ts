import { ConnectionError, isVezaError } from '@veza/resilience'
import { type Sent, withoutEchoes } from './without-echoes.ts'

/** The connection never stood, so the request was surely not carried out. */
const neverConnected: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
]

/** The same, for codes that a connection which stands can end with too. */
const connecting: readonly string[] = ['connect', 'getaddrinfo']

/** Deno says in words alone that it did not connect, also of names that are not found. */
const denoConnecting = ': client error (Connect): '

/** The server's certificate is not to be trusted: no repeat mends that, and nothing was sent. */
const certificate = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/
const denoCertificate = `${denoConnecting}invalid peer certificate`

/** No TLS came about, as with a server that speaks plain HTTP. Records that are cut or damaged come later. */
const handshake = /^(?:EPROTO$|ERR_SSL_(?!.*(?:RECORD_MAC|_EOF_)))/
const denoHandshake = `${denoConnecting}received `

/**
 * What a transport threw, as an error of the SDK: the transport's own may print the credential.
 *
 * @param thrown - whatever came out of the transport, or of reading its body.
 * @param sent - the request it was about, with its credential.
 */
export function connectionFailure(thrown: unknown, sent: Sent): Error {
  if (isVezaError(thrown)) return thrown
  const chain = causes(thrown)
  const error = newError(chain, underneath(thrown), URL.parse(sent.url)?.host ?? 'the server')
  for (const cause of causes(error.cause)) clean(cause, (text) => withoutEchoes(text, sent))
  return error
}

function newError(chain: readonly object[], cause: unknown, host: string): ConnectionError {
  if (chain.some(distrusted)) {
    return new ConnectionError(`The certificate of ${host} is not trusted`, {
      code: 'TLS_FAILED',
      remedy:
        "Check the server's certificate and the time of this machine; trust a private authority by NODE_EXTRA_CA_CERTS.",
      cause,
    })
  }
  if (chain.some(withoutTls)) {
    return new ConnectionError(`No TLS with ${host}: it speaks plain HTTP, or another version of TLS`, {
      code: 'TLS_FAILED',
      remedy:
        'Write http:// in baseUrl where the server speaks plain HTTP, or correct the port; the cause says more.',
      cause,
    })
  }
  const unsent = chain.some(neverStood)
  return new ConnectionError(
    unsent ? `No connection to ${host}` : `The connection to ${host} failed before a complete answer`,
    {
      code: unsent ? 'CONNECTION_FAILED' : 'CONNECTION_RESET',
      retryable: true,
      remedy: 'Check the network, the base URL and any proxy, then try again.',
      cause,
    },
  )
}

function distrusted(error: object): boolean {
  return certificate.test(text(error, 'code')) || text(error, 'message').includes(denoCertificate)
}

function withoutTls(error: object): boolean {
  return handshake.test(text(error, 'code')) || text(error, 'message').includes(denoHandshake)
}

function neverStood(error: object): boolean {
  return (
    neverConnected.includes(text(error, 'code')) ||
    connecting.includes(text(error, 'syscall')) ||
    text(error, 'message').includes(denoConnecting)
  )
}

/**
 * ky wraps what `fetch` threw, together with the request and its headers; `fetch` wraps what it met as "fetch failed".
 * What they wrapped is enough.
 */
function underneath(thrown: unknown): unknown {
  if (typeof thrown !== 'object' || thrown === null || !('cause' in thrown)) return thrown
  if ('request' in thrown) return underneath(thrown.cause)
  const { cause } = thrown
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause : thrown
}

/** Looks at shapes, not classes: an error of another realm is no instance of this one's `Error`. */
function causes(thrown: unknown): object[] {
  const chain: object[] = []
  for (let error = thrown; typeof error === 'object' && error !== null && chain.length < 8; ) {
    chain.push(error)
    if ('errors' in error && Array.isArray(error.errors)) chain.push(...error.errors.slice(0, 4))
    error = 'cause' in error ? error.cause : undefined
  }
  return chain
}

function text(error: object, name: 'code' | 'syscall' | 'message'): string {
  const value = (error as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : ''
}

/** The causes are copies made for this error alone, so they may be written to. */
function clean(cause: object, cleaned: (text: string) => string): void {
  for (const name of ['name', 'message', 'code', 'stack']) {
    const value = (cause as Record<string, unknown>)[name]
    if (typeof value === 'string') Object.assign(cause, { [name]: cleaned(value) })
  }
}

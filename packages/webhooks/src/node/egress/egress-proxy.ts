import { request as httpRequest } from 'node:http'
import type { Socket } from 'node:net'
import { ConnectionError, InvalidRequestError } from '@veza/resilience'
import type { Destination } from '../../egress/check-destination.ts'

/** A proxy that was named in the options. */
export interface EgressProxy {
  readonly host: string
  readonly port: number
  /** The credential of its URL, in a closure so that no log prints it. */
  readonly authorization: () => string | undefined
}

/**
 * Reads the URL of a proxy.
 *
 * @throws InvalidRequestError `INVALID_OPTION`; quotes nothing of the URL, which may hold a password.
 */
export function readProxy(url: string): EgressProxy {
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  if (parsed === null || parsed.protocol !== 'http:' || parsed.pathname !== '/' || parsed.search !== '') {
    const remedy = 'Write the URL of an HTTP proxy, such as http://proxy.internal:4750.'
    throw new InvalidRequestError(`The option "proxy" is invalid. ${remedy}`, {
      code: 'INVALID_OPTION',
      remedy,
    })
  }
  const { username, password } = parsed
  const credential = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const basic = `Basic ${Buffer.from(credential).toString('base64')}`
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? 80 : Number(parsed.port),
    authorization: () => (username === '' ? undefined : basic),
  }
}

/**
 * Has the proxy connect to the destination, by its name.
 *
 * @param socket - a connection to the proxy.
 * @returns the socket, now a tunnel.
 */
export function openTunnel(
  socket: Socket,
  proxy: EgressProxy,
  destination: Destination,
  signal: AbortSignal,
): Promise<Socket> {
  const { host, port } = destination
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const authorization = proxy.authorization()
  return new Promise((resolve, reject) => {
    const connect = httpRequest({
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...(authorization && { 'proxy-authorization': authorization }) },
      createConnection: () => socket,
      setHost: false,
      signal,
    })
    const refuse = (status: number | undefined) => {
      socket.destroy()
      reject(refusedByProxy(status))
    }
    connect.on('connect', ({ statusCode }, tunnel: Socket, early: Buffer) => {
      // Nobody speaks first through a tunnel to a web server.
      if (statusCode !== 200 || early.length > 0) return refuse(statusCode)
      resolve(tunnel)
    })
    connect.on('response', ({ statusCode }) => refuse(statusCode))
    connect.on('error', (error) => {
      socket.destroy()
      reject(signal.aborted ? (signal.reason as Error) : error)
    })
    connect.end()
  })
}

function refusedByProxy(status: number | undefined): ConnectionError {
  return new ConnectionError(`The egress proxy answers ${status} instead of connecting`, {
    code: 'CONNECTION_FAILED',
    // It decides by rules: only its own trouble passes.
    retryable: status !== undefined && status >= 500,
    remedy: 'Check the network, the base URL and any proxy, then try again.',
  })
}

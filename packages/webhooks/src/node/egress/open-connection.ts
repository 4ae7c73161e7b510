import { X509Certificate } from 'node:crypto'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { ConnectionError } from '@veza/resilience'
import { checkAddress, type Destination } from '../../egress/check-destination.ts'
import type { EgressRules } from '../../egress/egress-rules.ts'
import { type EgressProxy, openTunnel } from './egress-proxy.ts'
import type { ConnectTcp, ResolveHost } from './guarded-options.ts'
import { unlessAborted, untilEvent } from './until.ts'

/** How connections are made. */
export interface Connecting {
  readonly rules: EgressRules
  readonly proxy: EgressProxy | undefined
  readonly ca: string | readonly string[] | undefined
  readonly resolve: ResolveHost
  readonly connect: ConnectTcp
}

/**
 * Connects to a destination. Its name is resolved once, all of its addresses are checked, and the connection goes to
 * these addresses: a DNS that answers differently a moment later is not asked again.
 *
 * @returns a socket that the request can be written to, encrypted where the URL says so.
 */
export async function openConnection(
  how: Connecting,
  destination: Destination,
  signal: AbortSignal,
): Promise<Socket> {
  signal.throwIfAborted()
  const socket =
    how.proxy === undefined
      ? await connected(how, destination, await publicAddresses(how, destination, signal), signal)
      : await throughProxy(how, how.proxy, destination, signal)
  return destination.secure ? await encrypted(socket, destination, how.ca, signal) : socket
}

async function publicAddresses(
  { rules, resolve }: Connecting,
  { host, address }: Destination,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (address !== undefined) return [address]
  const found = await unlessAborted(resolve(host, signal), signal)
  if (found.length === 0) throw unresolved()
  // One private address among public ones is refused too: nobody knows which one is dialled.
  return found.map((text) => checkAddress(host, text, rules))
}

async function throughProxy(
  how: Connecting,
  proxy: EgressProxy,
  destination: Destination,
  signal: AbortSignal,
): Promise<Socket> {
  const addresses = await unlessAborted(how.resolve(proxy.host, signal), signal)
  if (addresses.length === 0) throw unresolved()
  const socket = await connected(how, proxy, addresses, signal)
  return openTunnel(socket, proxy, destination, signal)
}

async function connected(
  { connect }: Connecting,
  { host, port }: { readonly host: string; readonly port: number },
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<Socket> {
  const socket = heard(connect({ host, addresses, port }))
  await untilEvent(socket, 'connect', signal)
  return socket
}

async function encrypted(
  socket: Socket,
  { host, address }: Destination,
  ca: string | readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const secure = heard(
    connectTls({
      socket,
      host,
      ALPNProtocols: ['http/1.1'],
      // Said here, it holds against NODE_TLS_REJECT_UNAUTHORIZED=0.
      rejectUnauthorized: true,
      ...(address === undefined
        ? { servername: host }
        : { checkServerIdentity: (_, { raw }) => checkAddressOf(raw, address) }),
      ...(ca !== undefined && { ca: typeof ca === 'string' ? ca : [...ca] }),
    }),
  )
  await untilEvent(secure, 'secureConnect', signal)
  return secure
}

/** Node.js 22.23 finds no IPv6 address in any certificate by itself. */
function checkAddressOf(certificate: Buffer, address: string): Error | undefined {
  if (new X509Certificate(certificate).checkIP(address) !== undefined) return undefined
  const error = new Error('The address is not in the certificate')
  return Object.assign(error, { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
}

/** An error between two waits has no listener otherwise, and would end the process. */
function heard<S extends Socket>(socket: S): S {
  return socket.on('error', () => undefined)
}

function unresolved(): ConnectionError {
  return new ConnectionError('The host has no address', {
    code: 'CONNECTION_FAILED',
    retryable: true,
    remedy: 'Check the network, the base URL and any proxy, then try again.',
  })
}

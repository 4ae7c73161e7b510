import { destinationOf } from '../../egress/check-destination.ts'
import { egressRules } from '../../egress/egress-rules.ts'
import type { WebhookTransport } from '../../send/webhook-transport.ts'
import { connectTcp } from './connect-tcp.ts'
import { connectionFailure } from './connection-failure.ts'
import { readProxy } from './egress-proxy.ts'
import { exchange } from './exchange.ts'
import type { GuardedTransportOptions } from './guarded-options.ts'
import { type Connecting, openConnection } from './open-connection.ts'
import { resolveHost } from './resolve-host.ts'

/**
 * Sends requests to URLs that others chose, and never into a private network: the URL is checked, its host resolved
 * once, all its addresses checked, and the connection goes to these addresses. Redirects are answers like any other.
 *
 * @param options - the policy, a proxy, authorities; none are needed.
 * @throws InvalidRequestError `INVALID_OPTION`. The transport throws `EGRESS_URL_INVALID`, `EGRESS_SCHEME_REFUSED`,
 * `EGRESS_PORT_REFUSED`, `EGRESS_NAME_REFUSED`, `EGRESS_ADDRESS_REFUSED`; ConnectionError `CONNECTION_FAILED`,
 * `CONNECTION_RESET`, `TLS_FAILED`.
 * @example
 * ```ts
 * import { isVezaError } from '@veza/resilience'
 * import { guardedTransport } from '@veza/webhooks/node'
 *
 * const send = guardedTransport()
 * try {
 *   await send({
 *     url: 'https://169.254.169.254/latest/meta-data/',
 *     method: 'POST',
 *     headers: {},
 *     body: new Uint8Array(),
 *     maxResponseBytes: 1024,
 *     signal: new AbortController().signal,
 *   })
 * } catch (error) {
 *   if (isVezaError(error)) console.log(error.code) // EGRESS_ADDRESS_REFUSED
 * }
 * ```
 */
export function guardedTransport(options: GuardedTransportOptions = {}): WebhookTransport {
  const { proxy, ca, resolve = resolveHost, connect = connectTcp, ...policy } = options
  const how: Connecting = {
    rules: egressRules(policy),
    proxy: proxy === undefined ? undefined : readProxy(proxy),
    ca,
    resolve,
    connect,
  }
  return async (request) => {
    const { signal } = request
    const destination = destinationOf(request.url, how.rules)
    let sent = false
    try {
      const socket = await openConnection(how, destination, signal)
      sent = true
      return await exchange(socket, destination, request)
    } catch (error) {
      throw signal.aborted ? signal.reason : connectionFailure(error, sent)
    }
  }
}

import { ConnectionError } from '@veza/resilience'
import { destinationOf } from '../egress/check-destination.ts'
import type { EgressPolicy } from '../egress/egress-policy.ts'
import { egressRules } from '../egress/egress-rules.ts'
import type { WebhookTransport } from './webhook-transport.ts'

/** Options of {@link fetchTransport}. */
export interface FetchTransportOptions extends EgressPolicy {
  /** @defaultValue the runtime's own */
  readonly fetch?: typeof fetch
}

/**
 * Sends webhooks by `fetch`, for runtimes whose requests cannot reach a private network, as Workers. The URL is checked
 * as ever, but nobody can check the addresses that `fetch` finds for its host: elsewhere use the guarded transport.
 *
 * @param options - the policy, and another `fetch`.
 * @throws InvalidRequestError `INVALID_OPTION`. The transport throws the codes of `checkDestination`, and ConnectionError
 * `CONNECTION_RESET`.
 * @example
 * ```ts
 * import { fetchTransport, sendWebhook } from '@veza/webhooks/send'
 *
 * const fetch = async () => new Response('ok')
 * const secrets = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const transport = fetchTransport({ fetch })
 * const sent = await sendWebhook('https://hooks.example.com/', { type: 'test' }, { secrets, transport })
 * console.log(sent.status) // 200
 * ```
 */
export function fetchTransport(options: FetchTransportOptions = {}): WebhookTransport {
  const { fetch: send = fetch, ...policy } = options
  const rules = egressRules(policy)
  return async ({ url, method, headers, body, signal, maxResponseBytes }) => {
    const { secure, authority, path } = destinationOf(url, rules)
    try {
      const plain = `${secure ? 'https' : 'http'}://${authority}${path}`
      const response = await send(plain, {
        method,
        headers,
        body,
        signal,
        redirect: 'manual',
        credentials: 'omit',
      })
      // Browsers hide what a redirect was: it is one all the same.
      const status = response.type === 'opaqueredirect' ? 302 : response.status
      return { status, headers: response.headers, ...(await start(response.body, maxResponseBytes)) }
    } catch (error) {
      throw signal.aborted ? signal.reason : lost(error)
    }
  }
}

/** Reads no further than asked. */
async function start(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<{ body: Uint8Array; truncated: boolean }> {
  const bytes = new Uint8Array(maxBytes)
  let length = 0
  const reader = body?.getReader()
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    const room = maxBytes - length
    bytes.set(next.value.subarray(0, room), length)
    length += Math.min(next.value.length, room)
    if (next.value.length > room) {
      void reader?.cancel().catch(() => undefined)
      return { body: bytes, truncated: true }
    }
  }
  return { body: bytes.subarray(0, length), truncated: false }
}

function lost(cause: unknown): ConnectionError {
  return new ConnectionError('The connection failed before a complete answer', {
    code: 'CONNECTION_RESET',
    retryable: true,
    remedy: 'Check the network, the base URL and any proxy, then try again.',
    cause,
  })
}

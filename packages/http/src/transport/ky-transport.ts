import type { Payload } from '../payload/payload.ts'
import { streamOf } from '../payload/stream-of.ts'
import type { Transport } from './transport.ts'

/** The portable transport: ky over the runtime's own `fetch`, or the caller's. */
export function kyTransport(customFetch?: typeof fetch): Transport {
  return async ({ method, url, headers, body, signal }) => {
    // Loaded on the first call: ky touches `Request`, which makes Node load its HTTP client.
    const { default: ky } = await import('ky')
    return ky(url, {
      method,
      headers,
      ...(body !== undefined && { body: typeof body === 'string' ? body : sendable(body) }),
      signal,
      redirect: 'manual',
      // A browser's cache knows addresses, not credentials: it would show one tenant what another was sent. Workers of
      // before 2024-11 have no such option, and refuse it.
      ...('cache' in Request.prototype && { cache: 'no-store' }),
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      ...(customFetch && { fetch: customFetch }),
    })
  }
}

function sendable(payload: Payload): BodyInit {
  return payload.blob?.() ?? streamOf(payload.open())
}

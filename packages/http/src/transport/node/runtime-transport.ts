import type { PoolOptions } from '../pool-options.ts'
import type { Transport } from '../transport.ts'

/**
 * What sends requests on Node: undici, without the `Request`, `Headers` and `Response` that `fetch` builds. Loaded with
 * the first call.
 */
export function runtimeTransport(pool: PoolOptions = {}): Transport {
  let transport: Promise<Transport> | undefined
  const load = async () => {
    const { undiciTransport } = await import('./undici-transport.ts')
    return undiciTransport(pool)
  }
  return Object.assign(
    async (request: Parameters<Transport>[0]) => {
      transport ??= load()
      return (await transport)(request)
    },
    {
      async close() {
        await (await transport)?.close?.()
      },
    },
  )
}

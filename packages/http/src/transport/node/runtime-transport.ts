import type { PoolOptions } from '../pool-options.ts'
import type { Transport } from '../transport.ts'
import { undiciTransport } from './undici-transport.ts'

/** What sends requests on Node: undici, without the `Request`, `Headers` and `Response` that `fetch` builds. */
export function runtimeTransport(pool: PoolOptions = {}): Transport {
  return undiciTransport(pool)
}

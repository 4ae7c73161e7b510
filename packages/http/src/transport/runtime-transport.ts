import { invalidOption } from '@veza/resilience/options'
import { kyTransport } from './ky-transport.ts'
import type { PoolOptions } from './pool-options.ts'
import type { Transport } from './transport.ts'

/**
 * What sends requests where the runtime keeps its connections to itself.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION` when there are options for connections.
 */
export function runtimeTransport(pool?: PoolOptions): Transport {
  if (pool === undefined) return kyTransport()
  throw invalidOption(
    'option "pool" works on Node only',
    'Leave it out here: this runtime keeps its connections itself.',
  )
}

import { assemble } from './assemble.ts'
import type { SandboxOptions } from './options.ts'
import type { Sandbox } from './sandbox.ts'

/**
 * Makes the Veza platform in this process: every REST route with validation, permissions, paging, rate limits and
 * idempotency keys, and faults on demand. Its data live in memory and begin the same for the same seed.
 *
 * @param options - see {@link SandboxOptions}.
 * @throws TypeError when an option is wrong or unknown.
 * @example
 * ```ts
 * import { createSandbox } from '@veza/sandbox'
 *
 * const sandbox = createSandbox({ seed: 7 })
 * const headers = { authorization: `Bearer ${sandbox.apiKey}` }
 * const response = await sandbox.fetch(new Request('http://sandbox/v1/users/1', { headers }))
 * console.log(response.status, await response.json())
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  return assemble(options)
}

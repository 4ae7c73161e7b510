import { inMemoryFetch } from './in-memory-fetch.ts'
import type { VezaPlatform } from './platform.ts'
import type { PlatformOptions } from './platform-options.ts'
import { StagedSandbox } from './staged-sandbox.ts'

/**
 * The Veza platform for a test, behind a `fetch` that needs neither network nor msw: all that the sandbox has, its
 * faults, and a record of what was sent.
 *
 * @param options - see {@link PlatformOptions}.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, with a sentence that says what to write instead.
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 * import { manualClock, vezaPlatform } from '@veza/testing/without-msw'
 *
 * const platform = vezaPlatform({ clock: manualClock({ autoAdvance: true }) })
 * const veza = new Veza(platform.options)
 * platform.faults.add({ times: 2, fault: { kind: 'status', status: 503 } })
 * console.log((await veza.users.get(1)).username)
 * console.log(platform.requests.map(({ path, status }) => `${path} ${status}`)) // 503, 503, 200
 * ```
 */
export function vezaPlatform(options: PlatformOptions = {}): VezaPlatform {
  return new StagedSandbox('vezaPlatform', options, (stage) =>
    inMemoryFetch((request) => stage.answer(request)),
  )
}

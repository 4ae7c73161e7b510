import { type HttpHandler, HttpResponse, http } from 'msw'
import { BrokenConnection } from '../platform/broken-connection.ts'
import type { VezaPlatform } from '../platform/platform.ts'
import type { PlatformOptions } from '../platform/platform-options.ts'
import { StagedSandbox } from '../platform/staged-sandbox.ts'

/** The Veza platform for a test, behind msw: spread it into `setupServer(…)`. */
export interface VezaHandlers extends VezaPlatform, Iterable<HttpHandler> {
  /** The handlers as a list, for who wants them so. */
  readonly handlers: readonly HttpHandler[]
}

/**
 * The Veza platform for a test, as handlers of msw: what the code under test sends by `fetch` to the base URL, the
 * sandbox answers, in this process and without a server. msw must be installed.
 *
 * @param options - see {@link PlatformOptions}.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, with a sentence that says what to write instead.
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 * import { vezaHandlers } from '@veza/testing'
 * import { setupServer } from 'msw/node'
 *
 * const platform = vezaHandlers({ seed: 7 })
 * const server = setupServer(...platform)
 * server.listen()
 * const veza = new Veza(platform.options)
 * await veza.chat.messages.send({ roomId: 1, content: 'Hello' })
 * console.log(platform.requests[0]?.body)
 * server.close()
 * ```
 */
export function vezaHandlers(options: PlatformOptions = {}): VezaHandlers {
  return new StagedHandlers(options)
}

class StagedHandlers extends StagedSandbox implements VezaHandlers {
  readonly handlers: readonly HttpHandler[]

  constructor(options: PlatformOptions) {
    // Looked up at each call: msw puts its own in the place of the runtime's.
    super('vezaHandlers', options, () => (input, init) => globalThis.fetch(input, init))
    this.handlers = [http.all(`${this.baseUrl}/*`, ({ request }) => this.#respond(request))]
  }

  [Symbol.iterator](): Iterator<HttpHandler> {
    return this.handlers[Symbol.iterator]()
  }

  async #respond(request: Request): Promise<Response> {
    try {
      return await this.answer(request)
    } catch (error) {
      if (error instanceof BrokenConnection) return HttpResponse.error()
      throw error
    }
  }
}

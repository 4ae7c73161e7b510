import type { Clock, Logger } from '@veza/resilience'
import type { RequestSpec } from '../client/request-spec.ts'
import type { CallOptions } from '../options/http-options.ts'
import type { CacheOptions } from './cache-store.ts'
import type { HttpCache } from './http-cache.ts'

/** A client's cache: loaded with the first call that wants it, by the client's option or its own. */
export class CacheSlot {
  readonly #option: CacheOptions | boolean
  readonly #clock: Clock
  readonly #logger: Logger
  #cache: Promise<HttpCache> | undefined

  constructor(option: CacheOptions | boolean, clock: Clock, logger: Logger) {
    this.#option = option
    this.#clock = clock
    this.#logger = logger
  }

  /** Whether a call goes through the cache. */
  isFor({ method }: RequestSpec, { cache }: CallOptions): boolean {
    return method === 'GET' && (cache ?? this.#option) !== false
  }

  load(): Promise<HttpCache> {
    this.#cache ??= this.#open()
    return this.#cache
  }

  /** Runs a write; what is kept of its kind is worthless from its beginning on, and after its end. */
  async around<T>(spec: RequestSpec, write: () => Promise<T>): Promise<T> {
    const cache = await this.#cache
    if (cache === undefined || spec.method === 'GET' || spec.method === 'HEAD') return write()
    const group = groupOf(spec)
    await cache.invalidate(group)
    try {
      return await write()
    } finally {
      await cache.invalidate(group)
    }
  }

  async #open(): Promise<HttpCache> {
    const [{ HttpCache }, { MemoryStore }] = await Promise.all([
      import('./http-cache.ts'),
      import('./memory-store.ts'),
    ])
    const { store, maxBytes = 8 * 1024 * 1024 } = typeof this.#option === 'object' ? this.#option : {}
    return new HttpCache(store ?? new MemoryStore(maxBytes), this.#clock, this.#logger)
  }
}

/** The kind of resource that a path is about: its first segment. Rooms and messages are of one kind, `chat`. */
export function groupOf({ path }: RequestSpec): string {
  return path.split('/', 2)[1] ?? ''
}

import { InvalidResponseError } from '@veza/resilience'
import type { ResponseInfo } from '../call/call.ts'

/** One page of a list. What the server did not say is `undefined`. */
export interface Page<T> {
  readonly items: readonly T[]
  /** This page's number, from 1. */
  readonly page: number | undefined
  /** How many items the server puts on a page. */
  readonly limit: number | undefined
  /** How many items there are on all pages. */
  readonly total: number | undefined
  readonly totalPages: number | undefined
  /** Whether another page follows, as far as can be told: only a server that counts lets it be known for sure. */
  readonly hasMore: boolean
  readonly response: ResponseInfo
}

/** How to get at the pages of a list. */
export interface PageSource<T, C> {
  /** Fetches the page at `cursor`. */
  readonly fetch: (cursor: C) => Promise<Page<T>>
  readonly first: C
  /** The cursor of the page after `page`, which is not empty. */
  readonly next: (page: Page<T>, cursor: C) => C
}

/**
 * A list that is fetched page by page, as it is read.
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * for await (const user of veza.users.list({ limit: 50 })) console.log(user.username)
 * for await (const page of veza.users.list().byPage()) console.log(page.items.length, page.total)
 * console.log((await veza.users.list().toArray({ limit: 10 })).length)
 * ```
 */
export class Pages<T> implements AsyncIterable<T> {
  readonly #walk: () => AsyncGenerator<Page<T>, void, undefined>

  /** @param source - where the pages come from. */
  constructor(source: PageSource<T, unknown>) {
    this.#walk = () => walk(source)
  }

  /** Every item of every page. A page is fetched when the items before it have been read. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.#walk()) yield* page.items
  }

  /** Every page. */
  byPage(): AsyncGenerator<Page<T>, void, undefined> {
    return this.#walk()
  }

  /** The first page only. */
  async first(): Promise<Page<T>> {
    const { value } = await this.#walk().next()
    return value as Page<T>
  }

  /**
   * Reads the list into an array.
   *
   * @param options - `limit`: how many items at most; no page is fetched beyond them. @defaultValue all of them
   */
  async toArray({ limit = Number.POSITIVE_INFINITY }: { readonly limit?: number } = {}): Promise<T[]> {
    const items: T[] = []
    if (limit <= 0) return items
    for await (const page of this.#walk()) {
      items.push(...page.items.slice(0, limit - items.length))
      if (items.length >= limit) break
    }
    return items
  }
}

async function* walk<T>(source: PageSource<T, unknown>): AsyncGenerator<Page<T>, void, undefined> {
  let cursor = source.first
  let before: string | undefined
  for (;;) {
    const page = await source.fetch(cursor)
    // A server that ignores the cursor sends the same page for ever.
    const print = JSON.stringify(page.items[0])
    if (print !== undefined && print === before) throw stuck(page)
    yield page
    if (!page.hasMore || page.items.length === 0) return
    before = print
    cursor = source.next(page, cursor)
  }
}

function stuck<T>({ response }: Page<T>): InvalidResponseError {
  return new InvalidResponseError('The server sends the same page again', {
    code: 'INVALID_RESPONSE',
    status: response.status,
    ...(response.requestId !== undefined && { requestId: response.requestId }),
    remedy: 'Read the first page only, with first(): this server does not page.',
  })
}

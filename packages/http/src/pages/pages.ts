import { InvalidResponseError } from '@veza/resilience'
import { atLeast, checkOptions } from '@veza/resilience/options'
import type { ResponseInfo } from '../call/call.ts'
import { readPageToken, writePageToken } from './page-token.ts'

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
  /** Whether another page follows; `undefined` where the server does not say and only asking for it will tell. */
  readonly hasMore: boolean | undefined
  /**
   * Stands for the page after this one, for `pageToken` of the same list, in another process too; missing where the
   * list ends, or cannot be resumed. It tells the place only, nothing of the filters.
   */
  readonly nextPageToken?: string
  readonly response: ResponseInfo
}

/** What makes a list one that can be resumed. */
interface Resumable {
  /** Which list it is: its path and filters, the same whenever it is the same list. */
  readonly list: string
  /** Where to begin, from `nextPageToken`. @defaultValue at `first` */
  readonly pageToken?: string
  /** Whether a token's content is a cursor of this list: it may come from anybody. */
  readonly isCursor: (value: unknown) => boolean
}

/** How to get at the pages of a list. */
export interface PageSource<T, C> {
  /** Fetches the page at `cursor`. */
  readonly fetch: (cursor: C) => Promise<Page<T>>
  readonly first: C
  /** The cursor of the page after `page`, which is not empty. */
  readonly next: (page: Page<T>, cursor: C) => C
  /** Gives pages a `nextPageToken`; cursors must be what JSON can hold. @defaultValue they have none */
  readonly resumable?: Resumable
}

/**
 * A list that is fetched page by page, as it is read. It is no promise: `await` gives the list itself, and fetches
 * nothing.
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

  /** The first page only: its `items` are an array. For the first item alone, `toArray({ limit: 1 })`. */
  async first(): Promise<Page<T>> {
    const { value } = await this.#walk().next()
    return value as Page<T>
  }

  /**
   * Reads the list into an array.
   *
   * @param options - `limit`: how many items at most; no page is fetched beyond them. @defaultValue all of them
   */
  async toArray(options: { readonly limit?: number } = {}): Promise<T[]> {
    checkOptions('toArray()', options, { limit: atLeast(0, 'items') })
    const { limit = Number.POSITIVE_INFINITY } = options
    const items: T[] = []
    if (limit <= 0) return items
    for await (const page of this.#walk()) {
      for (const item of page.items.slice(0, limit - items.length)) items.push(item)
      if (items.length >= limit) break
    }
    return items
  }
}

async function* walk<T>(source: PageSource<T, unknown>): AsyncGenerator<Page<T>, void, undefined> {
  let cursor = firstCursor(source)
  let before: Page<T> | undefined
  for (;;) {
    const page = await source.fetch(cursor)
    // A server that ignores the cursor sends the same page for ever.
    if (before !== undefined && page.items.length > 0 && isSame(page.items, before.items)) {
      // One that does not count its pages may have none: then it has sent everything.
      if (page.hasMore === undefined) return
      throw stuck(page)
    }
    const ends = page.hasMore === false || page.items.length === 0
    if (!ends) cursor = source.next(page, cursor)
    const list = ends ? undefined : source.resumable?.list
    yield list === undefined ? page : { ...page, nextPageToken: writePageToken(list, cursor) }
    if (ends) return
    before = page
  }
}

function firstCursor({
  first,
  resumable,
}: Pick<PageSource<unknown, unknown>, 'first' | 'resumable'>): unknown {
  if (resumable?.pageToken === undefined) return first
  return readPageToken(resumable.list, resumable.pageToken, resumable.isCursor)
}

function isSame<T>(items: readonly T[], others: readonly T[]): boolean {
  return items.length === others.length && items.every((item, index) => print(item) === print(others[index]))
}

/** Enough of an item to tell it from its neighbour: its id, or all of it. */
function print(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item
  return 'id' in item ? item.id : JSON.stringify(item)
}

function stuck<T>({ response }: Page<T>): InvalidResponseError {
  return new InvalidResponseError('The server sends the same page again', {
    code: 'INVALID_RESPONSE',
    status: response.status,
    ...(response.requestId !== undefined && { requestId: response.requestId }),
    remedy: 'Read the first page only, with first(): this server does not page.',
  })
}

import type { WireObject } from '../model/model.ts'
import { firstNumber, firstText, isObject } from './shape.ts'

/** What an answer says of one page of a list. A figure the server left out is `undefined`. */
export interface ListPage {
  readonly items: readonly unknown[]
  /** This page's number, from 1. */
  readonly page: number | undefined
  /** How many items the server puts on a page. */
  readonly limit: number | undefined
  /** How many items there are on all pages. */
  readonly total: number | undefined
  readonly totalPages: number | undefined
  readonly hasMore: boolean | undefined
  readonly nextCursor: string | undefined
}

const emptyListHints = ['success', 'data', 'meta', 'pagination', 'total']

/**
 * Finds the list and its paging in an answer: a bare array, `{ data: [...] }`, `{ data: { rooms: [...] } }`,
 * `{ rooms: [...] }`, with `meta` or `pagination` or neither; `null` and a missing list are an empty one.
 *
 * @param body - the parsed JSON body.
 * @returns the page, or `undefined` where there is no list to be found.
 * @example
 * ```ts
 * import { readList } from '@veza/protocol'
 *
 * const page = readList({ data: { rooms: [{ id: 1 }], pagination: { page: 1, pages: 3 } } })
 * console.log(page?.items.length, page?.totalPages) // 1 3
 * ```
 */
export function readList(body: unknown): ListPage | undefined {
  if (Array.isArray(body)) return page(body, {})
  if (!isObject(body)) return body === null ? page([], {}) : undefined
  const holder = isObject(body['data']) ? body['data'] : body
  const items = Array.isArray(holder['data']) ? holder['data'] : listAmong(Object.values(holder))
  if (items === undefined && !emptyListHints.some((key) => key in body) && !holdsNothing(body))
    return undefined
  return page(items ?? [], paging(body, holder))
}

/** The list of resources, where other lists, of warnings say, stand beside it. */
function listAmong(values: readonly unknown[]): readonly unknown[] | undefined {
  const lists = values.filter(Array.isArray)
  return lists.find((list) => list.some(isObject)) ?? lists[0]
}

/** `{ "rooms": null }` is how Go writes an empty list, and `{}` how it leaves one out. */
function holdsNothing(body: WireObject): boolean {
  return Object.values(body).every((value) => value === null)
}

function paging(body: WireObject, holder: WireObject): WireObject {
  const sources = [holder['pagination'], body['pagination'], body['meta'], holder['meta']]
  return sources.find(isObject) ?? holder
}

function page(items: readonly unknown[], from: WireObject): ListPage {
  const more = from['has_more']
  return {
    items,
    page: firstNumber(from, 'page', 'current_page'),
    limit: firstNumber(from, 'per_page', 'limit', 'page_size'),
    total: firstNumber(from, 'total', 'total_count'),
    totalPages: firstNumber(from, 'total_pages', 'pages'),
    hasMore: typeof more === 'boolean' ? more : undefined,
    nextCursor: firstText(from, 'next_cursor'),
  }
}

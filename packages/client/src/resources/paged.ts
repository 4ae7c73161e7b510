import { type Http, type Page, Pages, type PathParams } from '@veza/http'
import { type Model, snakeCase } from '@veza/protocol'
import { InvalidRequestError } from '@veza/resilience'
import { type Check, invalidOption } from '@veza/resilience/options'
import { type ListOptions, type PagedOptions, sortOptions, wholeNumberFrom } from './list-options.ts'

/** A list of the platform. */
export interface List<T> {
  /** The method that reads it, for messages: `users.list()`. */
  readonly name: string
  /** Or what loads it, where few clients read such a list. */
  readonly model: Model<T> | (() => Promise<Model<T>>)
  readonly path: string
  readonly params?: PathParams
  /** What each of its own filters must be. */
  readonly filters: Readonly<Record<string, Check>>
}

/** How the pages of a list follow each other. */
export interface Paging<T> {
  /** The option that says where a page begins; in snake_case, the query parameter. */
  readonly option: string
  readonly check: Check
  /** Where to begin; `undefined` lets the server choose. */
  readonly first: number | undefined
  /** Where the next page begins. */
  readonly next: (page: Page<T>, at: number) => number
  /** Adds to a page what follows from where it begins. @defaultValue nothing */
  readonly complete?: (page: Page<T>, at: number) => Page<T>
  /** Whether a place means something else when pages have another size. @defaultValue false */
  readonly dependsOnLimit?: boolean
}

/** A place in a list: where a page begins, and how many items it has. */
type Place = readonly [at: number | null, limit: number]

const defaultLimit = 50

/** A list with numbered pages. */
export function numberedPages<T>(http: Http, list: List<T>, given: ListOptions | null): Pages<T> {
  return pages(http, list, given, {
    option: 'page',
    check: wholeNumberFrom(1),
    first: given?.page ?? 1,
    next: (_, page) => page + 1,
    complete: (page, at) => ({ ...page, page: page.page ?? at }),
    dependsOnLimit: true,
  })
}

/** A list whose pages begin after so many items. */
export function offsetPages<T>(
  http: Http,
  list: List<T>,
  given: (PagedOptions & { readonly offset?: number }) | null,
): Pages<T> {
  return pages(http, list, given, {
    option: 'offset',
    check: wholeNumberFrom(0),
    first: given?.offset ?? 0,
    next: ({ items }, offset) => offset + items.length,
    complete: (page, offset) => ({ ...page, hasMore: page.hasMore ?? goesOn(page, offset) }),
  })
}

function goesOn<T>({ items, total }: Page<T>, offset: number): boolean | undefined {
  return total === undefined ? undefined : offset + items.length < total
}

/**
 * A list, page after page. Wrong options and page tokens are refused when its first page is asked for.
 *
 * @param given - the options as the caller passed them.
 */
export function pages<T>(
  http: Http,
  list: List<T>,
  options: PagedOptions | null,
  paging: Paging<T>,
): Pages<T> {
  const given = options ?? {}
  const { limit = defaultLimit, pageToken } = given
  return new Pages<T>({
    first: [paging.first ?? null, limit] satisfies Place,
    fetch: async (place) => {
      refuseMissing(list)
      const { filters, call } = sortOptions(list.name, options, paging.option, paging.check, list.filters)
      const [at, pageLimit] = fittingPlace(place as Place, given, paging)
      const { path, params = {} } = list
      const query = { [snakeCase(paging.option)]: at, limit: pageLimit, ...filters }
      const model = typeof list.model === 'function' ? await list.model() : list.model
      const page = await http.page(model, { method: 'GET', path, params, query }, call)
      return paging.complete?.(page, at ?? 0) ?? page
    },
    next: (page, place) => {
      const [at, pageLimit] = place as Place
      return [paging.next(page, at ?? 0), given.limit ?? pageLimit] satisfies Place
    },
    resumable: {
      list: identity(list, given),
      ...(pageToken !== undefined && { pageToken }),
      isCursor: isPlace,
    },
  })
}

/** Whose list it is, nobody can guess. */
function refuseMissing<T>({ name, params = {} }: List<T>): void {
  for (const [option, value] of Object.entries<unknown>(params)) {
    if (value === undefined || value === null)
      throw invalidOption(`${name}: option "${option}" is missing`, 'Pass it: an id.')
  }
}

/** The place of a token, with the page size of this call. */
function fittingPlace<T>([at, limit]: Place, given: PagedOptions, paging: Paging<T>): Place {
  if (given.limit === undefined || given.limit === limit) return [at, limit]
  if (!paging.dependsOnLimit) return [at, given.limit]
  const remedy = `Pass limit: ${limit} as when the token was made, or no limit.`
  throw new InvalidRequestError(`The page token belongs to pages of another size. ${remedy}`, {
    code: 'INVALID_PAGE_TOKEN',
    remedy,
  })
}

function isPlace(value: unknown): value is Place {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [at, limit] = value as readonly unknown[]
  return (at === null || isCount(at)) && isCount(limit) && Number(limit) >= 1
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

/** Which list it is: the same text for the same filters, in whatever order and type they come. */
function identity<T>({ path, params = {}, filters: own }: List<T>, given: PagedOptions): string {
  const named = Object.entries(given).filter(([name]) => Object.hasOwn(own, name))
  const all = [...Object.entries(params), ...named, ...Object.entries(given.filters ?? {})]
  const set = all.filter(([, value]) => value !== undefined && value !== null)
  const pairs = set.map(([name, value]) => JSON.stringify([name, textOf(value)]))
  return [path, ...pairs.toSorted((a, b) => (a < b ? -1 : 1))].join()
}

function textOf(value: unknown): string {
  return value instanceof Date ? String(value.getTime()) : String(value)
}

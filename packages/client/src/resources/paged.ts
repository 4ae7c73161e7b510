import { type CallOptions, type Http, Pages } from '@veza/http'
import { type Model, snakeCase } from '@veza/protocol'

/** Which part of a numbered list to read, and how. Filters a resource does not name are sent as they are. */
export interface ListOptions extends CallOptions {
  /** The page to begin with. @defaultValue 1 */
  readonly page?: number
  /** How many items to fetch at a time. @defaultValue 50 */
  readonly limit?: number
}

/** The calls of a list, its filters apart from its call options. */
export interface Listed {
  readonly query: Readonly<Record<string, unknown>>
  readonly options: CallOptions
}

const callOptions: readonly string[] = [
  'signal',
  'timeoutMs',
  'totalTimeoutMs',
  'retry',
  'idempotencyKey',
  'headers',
  'validation',
]

/** A list with numbered pages. */
export function numberedPages<T>(http: Http, model: Model<T>, path: string, given: ListOptions): Pages<T> {
  const { page: first = 1, limit = 50, ...rest } = given
  const { query, options } = listed(rest)
  return new Pages<T>({
    first,
    fetch: async (page) => {
      const fetched = await http.page(
        model,
        { method: 'GET', path, query: { page, limit, ...query } },
        options,
      )
      return { ...fetched, page: fetched.page ?? (page as number) }
    },
    next: (_, page) => (page as number) + 1,
  })
}

/** Separates filters, which go into the query under their wire names, from options of the call. */
export function listed(given: object): Listed {
  const isOption = ([name]: [string, unknown]) => callOptions.includes(name)
  const entries = Object.entries(given)
  const filters = entries.filter((entry) => !isOption(entry)).map(([name, value]) => [snakeCase(name), value])
  return { query: Object.fromEntries(filters), options: Object.fromEntries(entries.filter(isOption)) }
}

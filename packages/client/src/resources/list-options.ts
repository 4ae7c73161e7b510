import { type CallOptions, callChecks } from '@veza/http'
import { snakeCase } from '@veza/protocol'
import { type Check, checkOptions, invalidOption, isA, isPlain } from '@veza/resilience/options'

/** How to read a list, whatever it is a list of. */
export interface PagedOptions extends CallOptions {
  /** How many items to fetch at a time. @defaultValue 50 */
  readonly limit?: number
  /**
   * Where to begin: the `nextPageToken` of a page of the same list, read before, by another process perhaps. Needs the
   * same filters. @defaultValue the beginning
   */
  readonly pageToken?: string
  /** Filters that this version does not name, by their names on the wire; sent as they are. @defaultValue none */
  readonly filters?: Readonly<Record<string, unknown>>
}

/** Which part of a numbered list to read, and how. */
export interface ListOptions extends PagedOptions {
  /** The page to begin with. @defaultValue 1 */
  readonly page?: number
}

/** The options of a list, sorted. */
export interface SortedOptions {
  /** Filters under their wire names. */
  readonly filters: Readonly<Record<string, unknown>>
  readonly call: CallOptions
}

/**
 * Refuses options that are wrong or unknown, and separates filters from options of the call.
 *
 * @param what - whose options they are, for the message.
 * @param placeOption - the option that says where the list begins: `page`, `offset` …
 * @param filterChecks - what each filter must be.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function sortOptions(
  what: string,
  given: object | null,
  placeOption: string,
  placeCheck: Check,
  filterChecks: Readonly<Record<string, Check>>,
): SortedOptions {
  const paging = { limit: wholeNumberFrom(1), pageToken: tokenCheck, filters: plainObject }
  const checks = { ...callChecks, ...paging, ...filterChecks, [placeOption]: placeCheck }
  checkOptions<Record<string, unknown>>(what, given as Record<string, unknown>, checks)
  const options = given as PagedOptions & Readonly<Record<string, unknown>>
  if (options.pageToken !== undefined && options[placeOption] !== undefined) {
    throw invalidOption(what, `Pass ${placeOption} or pageToken, not both.`)
  }
  const named = Object.keys(filterChecks).map((name) => [snakeCase(name), options[name]] as const)
  for (const name of Object.keys(options.filters ?? {})) {
    const own = [...Object.keys(filterChecks), placeOption, 'limit'].find((key) => snakeCase(key) === name)
    if (own !== undefined) throw invalidOption(`${what}: filters has "${name}"`, `Pass the option ${own}.`)
  }
  const call = Object.entries(options).filter(([name]) => Object.hasOwn(callChecks, name))
  return {
    filters: { ...Object.fromEntries(named), ...options.filters },
    call: Object.fromEntries(call),
  }
}

/** A check for whole numbers. */
export function wholeNumberFrom(least: number): Check {
  return (value) =>
    Number.isSafeInteger(value) && Number(value) >= least
      ? undefined
      : `Write a whole number, ${least} or more.`
}

/** A check for times. */
export const isDate: Check = (value) =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : 'Pass a Date that exists.'

const tokenCheck: Check = (value) => isA('string')(value) && 'Pass the nextPageToken of a page.'

const plainObject: Check = (value) =>
  isPlain(value) ? undefined : 'Pass an object of filters by their names on the wire.'

import { InvalidRequestError } from '@veza/resilience'

/** Says what to write instead, or nothing when the value is right. */
export type Check = (value: unknown) => string | undefined

/** What each option must be. */
export type Checks<T> = { readonly [K in keyof T]-?: Check }

/**
 * Refuses options that are wrong or unknown: an option that is silently ignored is found in production.
 *
 * @param what - whose options they are, for the message.
 * @param options - what the caller passed.
 * @param checks - what each option must be; an option that is not in it is unknown.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; quotes no value.
 * @example
 * ```ts
 * import { checkOptions, isA } from '@veza/http'
 *
 * checkOptions('connect()', { name: 'bot' }, { name: isA('string') })
 * ```
 */
export function checkOptions<T extends object>(what: string, options: T, checks: Checks<T>): void {
  if (!isPlain(options)) throw invalidOption(what, 'Pass an object of options.')
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name))
      throw invalidOption(`${what}: unknown option "${name}"`, suggestion(name, checks))
    const remedy = value === undefined ? undefined : checks[name as keyof T](value)
    if (remedy !== undefined) throw invalidOption(`${what}: option "${name}" is invalid`, remedy)
  }
}

/**
 * The error for a wrong option.
 *
 * @param message - what is wrong, without a full stop and without the value.
 * @param remedy - what to write instead.
 * @example
 * ```ts
 * import { invalidOption } from '@veza/http'
 *
 * console.log(invalidOption('option "port" is invalid', 'Write a number from 1 to 65535.').message)
 * ```
 */
export function invalidOption(message: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`${message}. ${remedy}`, { code: 'INVALID_OPTION', remedy })
}

function suggestion(name: string, checks: object): string {
  const known = Object.keys(checks)
  const wanted = name.toLowerCase().replace(/[_-]/g, '')
  const near =
    known.find((key) => key.toLowerCase() === wanted) ??
    known.find((key) => key.toLowerCase().startsWith(wanted.slice(0, 4)))
  return near === undefined ? `The options are: ${known.join(', ')}.` : `Write "${near}".`
}

/**
 * A check that a value is of one of these types, by `typeof`.
 *
 * @example
 * ```ts
 * import { isA } from '@veza/http'
 *
 * console.log(isA('string')(5)) // Pass a string.
 * ```
 */
export function isA(...types: readonly string[]): Check {
  return (value) =>
    value !== null && types.includes(typeof value) ? undefined : `Pass a ${types.join(' or a ')}.`
}

/** The value is one of `values`. */
export function oneOf(...values: readonly unknown[]): Check {
  const written = values.map((value) => JSON.stringify(value)).join(', ')
  return (value) => (values.includes(value) ? undefined : `Write one of ${written}.`)
}

/** The value is a number from `least` up. */
export function atLeast(least: number, unit: string): Check {
  return (value) =>
    typeof value === 'number' && value >= least ? undefined : `Write a number of ${unit}, ${least} or more.`
}

/** Whether the value is an object as `{ … }` makes it: a `Headers`, `Map` or list shows its entries to nobody. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Of any realm: a plain object's prototype has none itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

import { InvalidRequestError } from '@veza/resilience'

/** Says what to write instead, or nothing when the value is right. */
export type Check = (value: unknown) => string | undefined

/** What each option must be. */
export type Checks<T> = { readonly [K in keyof T]-?: Check }

/**
 * Refuses options that are wrong or unknown. The messages quote no value: most options here are secrets.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function checkOptions<T extends object>(what: string, options: T, checks: Checks<T>): void {
  if (!isPlain(options)) throw invalidOption(what, 'Pass an object of options.')
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name)) {
      throw invalidOption(
        `${what}: unknown option "${printable(name)}"`,
        `The options are: ${Object.keys(checks).join(', ')}.`,
      )
    }
    const remedy = value === undefined ? undefined : checks[name as keyof T](value)
    if (remedy !== undefined) throw invalidOption(`${what}: option "${name}" is invalid`, remedy)
  }
}

/** The error for a wrong option; `message` without a full stop. */
export function invalidOption(message: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`${message}. ${remedy}`, { code: 'INVALID_OPTION', remedy })
}

/** Refuses an option that must be there and is not. */
export function required(what: string, options: object, ...names: readonly string[]): void {
  for (const name of names) {
    if ((options as Readonly<Record<string, unknown>>)[name] === undefined)
      throw invalidOption(`${what}: option "${name}" is missing`, `Pass ${name}.`)
  }
}

/** The value is of one of these types, by `typeof`. */
export function isA(...types: readonly string[]): Check {
  return (value) =>
    value !== null && types.includes(typeof value) ? undefined : `Pass a ${types.join(' or a ')}.`
}

/** The value is one of `values`. */
export function oneOf(...values: readonly unknown[]): Check {
  const written = values.map((value) => JSON.stringify(value)).join(', ')
  return (value) => (values.includes(value) ? undefined : `Write one of ${written}.`)
}

/** The value is a finite number within bounds. */
export function between(least: number, most: number, unit: string): Check {
  return (value) =>
    typeof value === 'number' && value >= least && value <= most
      ? undefined
      : `Write a number of ${unit} from ${least} to ${most}.`
}

/** The value is an object with these methods. */
export function hasMethods(...names: readonly string[]): Check {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function')
      ? undefined
      : `Pass an object with the methods ${names.join(', ')}.`
}

/** The value is a list of texts. */
export function texts(value: unknown): string | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? undefined
    : 'Pass a list of strings.'
}

/** The value is a text of at least one character, none of them a control character. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && !/\p{Cc}/u.test(value)
    ? undefined
    : 'Pass a string that is not empty and holds no line breaks.'
}

/** Whether the value is an object as `{ … }` makes it. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Of any realm: a plain object's prototype has none itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** A secret passed where a name belongs must not be printed as one. */
function printable(name: string): string {
  return /^[a-z]\w{0,30}$/i.test(name) && !name.startsWith('sk_') ? name : '…'
}

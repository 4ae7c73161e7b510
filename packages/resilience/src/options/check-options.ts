import { invalidOption } from './invalid-option.ts'
import { isPlain } from './is-plain.ts'

/** Says what to write instead, or nothing when the value is right. */
export type Check = (value: unknown) => string | undefined

/** What each option must be. */
export type Checks<T> = { readonly [K in keyof T]-?: Check }

/**
 * Refuses options that are wrong or unknown: an option that is silently ignored is found in production. The messages
 * quote no value, and no name that may be a secret passed where a name belongs.
 *
 * @param what - whose options they are, for the message.
 * @param options - what the caller passed.
 * @param checks - what each option must be; an option that is not in it is unknown. `undefined` is always right.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 * @example
 * ```ts
 * import { checkOptions, isA } from '@veza/resilience/options'
 *
 * checkOptions('connect()', { name: 'bot' }, { name: isA('string') })
 * ```
 */
export function checkOptions<T extends object>(what: string, options: T, checks: Checks<T>): void {
  if (!isPlain(options)) throw invalidOption(what, 'Pass an object of options.')
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name))
      throw invalidOption(`${what}: unknown option "${printable(name)}"`, suggestion(name, checks))
    const remedy = value === undefined ? undefined : checks[name as keyof T](value)
    if (remedy !== undefined) throw invalidOption(`${what}: option "${name}" is invalid`, remedy)
  }
}

/**
 * Refuses an option that must be there and is not.
 *
 * @param what - whose options they are, for the message.
 * @param options - what the caller passed.
 * @param names - those that must be there.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 * @example
 * ```ts
 * import { required } from '@veza/resilience/options'
 *
 * required('connect()', { name: 'bot' }, 'name')
 * ```
 */
export function required(what: string, options: object, ...names: readonly string[]): void {
  for (const name of names) {
    if ((options as Readonly<Record<string, unknown>>)[name] === undefined)
      throw invalidOption(`${what}: option "${name}" is missing`, `Pass ${name}.`)
  }
}

function printable(name: string): string {
  return /^(?!sk_)[a-z]\w{0,30}$/i.test(name) ? name : '…'
}

function suggestion(name: string, checks: object): string {
  const known = Object.keys(checks)
  const wanted = name.toLowerCase().replace(/[_-]/g, '')
  const near =
    known.find((key) => key.toLowerCase() === wanted) ??
    known.find((key) => key.toLowerCase().startsWith(wanted.slice(0, 4)))
  return near === undefined ? `The options are: ${known.join(', ')}.` : `Write "${near}".`
}

import { InvalidRequestError } from '@veza/resilience'

/**
 * The error for a wrong option.
 *
 * @param name - which one.
 * @param remedy - what to write instead; quotes no value.
 */
export function invalidOption(name: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`option "${name}" is invalid. ${remedy}`, { code: 'INVALID_OPTION', remedy })
}

/** Refuses options that nobody knows: one that is ignored is found in production. */
export function checkNames(what: string, options: object, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw invalidOption(what, 'Pass an object of options.')
  const unknown = Object.keys(options).find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw invalidOption(unknown, `${what} has no such option, but: ${names.join(', ')}.`)
}

/** A number above zero, or what stands for none. */
export function positive(name: string, value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise
  if (!(Number.isFinite(value) && value > 0)) throw invalidOption(name, 'Write a number above 0.')
  return value
}

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

/**
 * Refuses options that nobody knows: one that is ignored is found in production.
 *
 * @param known - the names of those that there are, with spaces between them.
 */
export function checkNames(options: object, known: string): void {
  for (const name of Object.keys(Object(options))) {
    if (!known.split(' ').includes(name)) throw invalidOption(name, `The options are: ${known}.`)
  }
}

/** A number above zero. */
export function positive(name: string, value: number): number {
  if (!(Number.isFinite(value) && value > 0)) throw invalidOption(name, 'Write a number above 0.')
  return value
}

import type { InvalidRequestError } from '@veza/resilience'
import { invalidOption } from '@veza/resilience/options'

/**
 * The error for an option that is wrong.
 *
 * @param name - which one.
 * @param remedy - what to write instead; quotes no value.
 */
export function wrongOption(name: string, remedy: string): InvalidRequestError {
  return invalidOption(`option "${name}" is invalid`, remedy)
}

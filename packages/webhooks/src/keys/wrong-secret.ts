import type { InvalidRequestError } from '@veza/resilience'
import { invalidOption } from '../options/invalid-option.ts'

/** The error for a secret that is none. Whoever reads secrets adds which one it was. */
export function wrongSecret(remedy: string): InvalidRequestError {
  return invalidOption('secrets', remedy)
}

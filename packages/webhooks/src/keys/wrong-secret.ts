import type { InvalidRequestError } from '@veza/resilience'
import { wrongOption } from '../options/wrong-option.ts'

/** The error for a secret that is none. Whoever reads secrets adds which one it was. */
export function wrongSecret(remedy: string): InvalidRequestError {
  return wrongOption('secrets', remedy)
}

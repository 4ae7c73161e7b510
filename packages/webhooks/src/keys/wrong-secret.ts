import { InvalidRequestError } from '@veza/resilience'

/** The error for a secret that is none. Whoever reads secrets adds which one it was. */
export function wrongSecret(remedy: string): InvalidRequestError {
  return new InvalidRequestError(`A secret is invalid. ${remedy}`, { code: 'INVALID_OPTION', remedy })
}

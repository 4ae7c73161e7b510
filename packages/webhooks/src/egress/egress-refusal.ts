import { InvalidRequestError } from '@veza/resilience'

/** Why a destination is refused. */
export type EgressCode =
  | 'EGRESS_URL_INVALID'
  | 'EGRESS_SCHEME_REFUSED'
  | 'EGRESS_PORT_REFUSED'
  | 'EGRESS_NAME_REFUSED'
  | 'EGRESS_ADDRESS_REFUSED'

const remedies: Readonly<Record<EgressCode, string>> = {
  EGRESS_URL_INVALID:
    'Write a plain absolute URL: no user info, space or backslash, and no escape in the host.',
  EGRESS_SCHEME_REFUSED: 'Use an https: URL.',
  EGRESS_PORT_REFUSED: 'Use a port that the egress policy lists, such as 443.',
  EGRESS_NAME_REFUSED: 'Use a public host name with a domain.',
  EGRESS_ADDRESS_REFUSED: 'Use a host whose addresses are all public.',
}

/**
 * The error for a destination that the egress guard refuses.
 *
 * @param message - says neither path nor query, which may be secret, nor an address that a private DNS told.
 * @param details - for the operator; not printed with the error.
 */
export function egressRefusal(code: EgressCode, message: string, details?: unknown): InvalidRequestError {
  return new InvalidRequestError(message, { code, remedy: remedies[code], details })
}

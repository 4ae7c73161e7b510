import { AuthenticationError } from '@veza/resilience'

/** Why a session is over. */
export type SessionLostReason =
  /** The authorization server says that its refresh token is no longer valid. */
  | 'revoked'
  /** A refresh was cut between the server's rotation and the saving: the new token is lost, the old one refused. */
  | 'rotation-interrupted'
  /** Its token has expired, and there is no refresh token. */
  | 'expired'
  /** It was signed out, here or in another process. */
  | 'signed-out'

const messages: Readonly<Record<SessionLostReason, string>> = {
  revoked: 'The session is over: the authorization server no longer accepts its refresh token',
  'rotation-interrupted': 'The session is lost: a refresh was cut before its new token could be saved',
  expired: 'The session is over: its token has expired and there is no refresh token',
  'signed-out': 'The session is over: it was signed out',
}

/** The error for a session that only signing in again brings back; `details.reason` says why. */
export function sessionLost(reason: SessionLostReason): AuthenticationError {
  return new AuthenticationError(messages[reason], {
    code: 'AUTH_SESSION_LOST',
    remedy: 'Sign in again.',
    details: { reason },
  })
}

/** The error for an account whose tokens are not in the store. */
export function signInRequired(): AuthenticationError {
  return new AuthenticationError('Nobody is signed in', {
    code: 'AUTH_SIGN_IN_REQUIRED',
    remedy: 'Sign in first, or pass the token store and account that were used to sign in.',
  })
}

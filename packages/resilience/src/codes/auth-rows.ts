import type { EnglishRow } from './english.ts'

/** What `@veza/auth` says: codes of the SDK's own, which no server sends and no client need look up. */
export const authRows: readonly EnglishRow[] = [
  [
    'AUTH_SIGN_IN_REQUIRED',
    0,
    'Sign in first, or pass the token store and account that were used to sign in.',
  ],
  ['AUTH_SESSION_LOST', 0, 'Sign in again.'],
  [
    'AUTH_CALLBACK_INVALID',
    0,
    'Start the sign-in again, in the same browser; this answer belongs to no sign-in that is under way.',
  ],
  ['AUTH_GRANT_REFUSED', 0, 'Sign in again, or correct the assertion or code that was sent.'],
  [
    'AUTH_CLIENT_REFUSED',
    0,
    'Check the client id and its secret, key or certificate, and how the client is registered.',
  ],
  ['AUTH_SERVER_REFUSED', 0, 'Correct the scope, redirect URI or parameter that the message names.'],
  ['AUTH_ACCESS_DENIED', 0, 'Nothing to do: access was refused on purpose; ask again if that was a mistake.'],
  ['AUTH_CODE_EXPIRED', 0, 'Start the sign-in again, and enter the code in time.'],
  ['JWKS_UNAVAILABLE', 0, "Check the URL of the issuer's keys and the network, then try again."],
  ['TOKEN_STORE_FAILED', 0, 'Check the disk, the directory and the rights of the token store.'],
  [
    'TOKEN_STORE_UNSAFE',
    0,
    'Make the directory and its files readable by you alone, or choose another directory.',
  ],
  ['TOKEN_STORE_LOCKED', 0, 'Try again; another process is refreshing the same session and takes long.'],
  ['CERTIFICATE_INVALID', 0, 'Pass a certificate and the private key that belongs to it, as PEM or PKCS#12.'],
  [
    'CERTIFICATE_PIN_MISMATCH',
    0,
    "Check who answers at this address; if the server's key was changed on purpose, add its pin.",
  ],
]

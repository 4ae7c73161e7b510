/** `[code, HTTP status or 0 where there is none, remedy]`. */
export type EnglishRow = readonly [code: string, status: number, remedy: string]

const signIn = 'Get a new token or API key, and sign in again.'
const checkId = 'Check the id; the resource may have been deleted, or belong to somebody else.'
const askAccess = 'Ask the owner or an administrator for access.'
const correctField = 'Correct what the message and the details name, and send the request again.'
const later = 'Try again later; if it goes on, report it with the request id.'
const slower = 'Wait for retryAfterMs, then send fewer requests at a time.'
const refresh = 'Fetch the current state, settle the difference and try again.'
const upload = 'Upload the file again; if it fails again, report it with the request id.'
const otherFormat = 'Convert the file to a supported format and upload it again.'
const smallerFile = 'Upload a smaller file, or split it.'
const otherName = 'Choose another name.'
const shorter = 'Shorten the text, or send it in several parts.'
const network = 'Check the network, the base URL and any proxy, then try again.'
const mistake = 'Correct the call as the message says.'
const wrongServer = 'Check that baseUrl points at the Veza API and that no proxy answers in its place.'

/** The catalogue in English: what the SDK itself needs of it. */
export const english: readonly EnglishRow[] = [
  ['UNAUTHORIZED', 401, signIn],
  ['FORBIDDEN', 403, 'Use a credential that has the permission, or ask its owner to grant it.'],
  ['NOT_FOUND', 404, 'Check the id and the base URL; the resource may have been deleted.'],
  ['CONFLICT', 409, refresh],
  ['RATE_LIMIT_EXCEEDED', 429, slower],
  ['INTERNAL_SERVER_ERROR', 500, later],

  ['AUTH_INVALID_CREDENTIALS', 401, 'Check the user name, the password or the key.'],
  ['AUTH_TOKEN_EXPIRED', 401, signIn],
  ['AUTH_TOKEN_INVALID', 401, signIn],
  [
    'AUTH_INSUFFICIENT_PERMISSIONS',
    403,
    'Use a credential that has the permission, or ask its owner to grant it.',
  ],
  ['AUTH_ACCOUNT_LOCKED', 403, 'Ask an administrator to unlock the account.'],
  ['AUTH_2FA_REQUIRED', 401, 'Sign in with the second factor.'],
  ['AUTH_MAGIC_LINK_EXPIRED', 401, 'Ask for a new sign-in link.'],
  ['WEBSOCKET_AUTH_FAILED', 401, signIn],

  ['USER_NOT_FOUND', 404, checkId],
  ['USER_ALREADY_EXISTS', 409, 'Use the existing user, or other details.'],
  ['USER_PROFILE_INCOMPLETE', 422, 'Complete the profile first.'],
  ['USER_ACCOUNT_DISABLED', 403, 'Ask an administrator to enable the account.'],
  ['USER_EMAIL_NOT_VERIFIED', 422, 'Verify the email address first.'],
  ['USERNAME_TAKEN', 409, otherName],
  ['EMAIL_TAKEN', 409, 'Use another email address, or sign in with this one.'],
  ['WEAK_PASSWORD', 422, 'Choose a longer password.'],
  ['INVALID_CURRENT_PASSWORD', 400, 'Enter the current password again.'],

  ['CHAT_ROOM_NOT_FOUND', 404, checkId],
  ['CHAT_ACCESS_DENIED', 403, askAccess],
  ['CHAT_MESSAGE_TOO_LONG', 422, shorter],
  ['CHAT_RATE_LIMIT_EXCEEDED', 429, slower],
  ['CHAT_USER_BLOCKED', 403, askAccess],
  ['CHAT_ROOM_FULL', 423, 'Wait until somebody leaves, or use another room.'],

  ['STREAM_NOT_FOUND', 404, checkId],
  ['STREAM_SESSION_NOT_FOUND', 404, checkId],
  ['STREAM_ALREADY_ACTIVE', 409, 'Use the running stream, or end it first.'],
  ['STREAM_ALREADY_LIVE', 409, 'Use the running stream, or end it first.'],
  ['STREAM_QUALITY_UNAVAILABLE', 422, 'Choose another quality.'],
  ['STREAM_BANDWIDTH_EXCEEDED', 429, 'Wait for retryAfterMs, or choose a lower quality.'],
  ['STREAM_GEO_BLOCKED', 403, 'The stream is not offered in this country.'],
  ['STREAM_ACCESS_DENIED', 403, askAccess],
  ['STREAM_UNAVAILABLE', 503, later],
  ['STREAM_ERROR', 500, later],

  ['TRACK_NOT_FOUND', 404, checkId],
  ['TRACK_UPLOAD_FAILED', 500, upload],
  ['TRACK_FILE_TOO_LARGE', 413, smallerFile],
  ['TRACK_INVALID_FORMAT', 422, otherFormat],
  ['TRACK_PROCESSING_ERROR', 500, upload],
  ['TRACK_QUOTA_EXCEEDED', 429, 'Delete tracks, or ask for a larger quota.'],
  ['FILE_NOT_FOUND', 404, checkId],
  ['FILE_UPLOAD_FAILED', 500, upload],
  ['FILE_INVALID_TYPE', 422, otherFormat],
  ['FILE_SIZE_EXCEEDED', 413, smallerFile],
  ['FILE_CORRUPTED', 422, upload],

  ['VALIDATION_ERROR', 422, correctField],
  ['VALIDATION_REQUIRED_FIELD', 422, correctField],
  ['VALIDATION_INVALID_FORMAT', 422, correctField],
  ['VALIDATION_STRING_TOO_LONG', 422, correctField],
  ['VALIDATION_STRING_TOO_SHORT', 422, correctField],
  ['VALIDATION_INVALID_EMAIL', 422, correctField],
  ['VALIDATION_INVALID_URL', 422, correctField],
  ['VALIDATION_PASSWORD_TOO_WEAK', 422, 'Choose a longer password.'],
  ['VALIDATION_INVALID_USERNAME', 422, otherName],

  ['RATE_LIMIT_IP_BLOCKED', 429, 'Stop sending; ask an administrator to unblock this address.'],
  ['RATE_LIMIT_USER_BLOCKED', 429, 'Stop sending; ask an administrator to unblock this user.'],

  ['DB_CONNECTION_ERROR', 503, later],
  ['DB_QUERY_TIMEOUT', 500, later],
  ['DB_CONSTRAINT_VIOLATION', 409, refresh],
  ['DB_DEADLOCK_DETECTED', 500, later],
  ['EXTERNAL_SERVICE_UNAVAILABLE', 503, later],
  ['EXTERNAL_SERVICE_TIMEOUT', 504, later],
  ['EXTERNAL_SERVICE_ERROR', 500, later],

  ['RESOURCE_NOT_FOUND', 404, checkId],
  ['RESOURCE_ALREADY_EXISTS', 409, otherName],
  ['RESOURCE_DELETED', 410, 'Forget the id: the resource will not come back.'],
  ['RESOURCE_UNAVAILABLE', 503, later],
  ['SYSTEM_MAINTENANCE', 503, 'Wait until the maintenance is over.'],
  ['SYSTEM_OVERLOADED', 503, slower],
  ['SYSTEM_ERROR', 500, later],

  ['INVALID_OPTION', 0, mistake],
  ['INVALID_ARGUMENT', 0, mistake],
  [
    'INVALID_PAGE_TOKEN',
    0,
    'Pass page.nextPageToken of the same list as it came, or start over without one.',
  ],
  ['STREAM_URL_INVALID', 0, 'Sign the URL again, with the secret and the separator that the server uses.'],
  ['STREAM_URL_EXPIRED', 0, 'Sign a new URL, or one that holds longer.'],
  ['CONNECTION_FAILED', 0, network],
  ['CONNECTION_RESET', 0, network],
  [
    'TLS_FAILED',
    0,
    "Check the server's certificate and the time of this machine; trust a private authority by NODE_EXTRA_CA_CERTS.",
  ],
  ['TIMEOUT', 0, 'Try again, or raise timeoutMs if the server is known to be slow.'],
  ['ABORTED', 0, 'Nothing to do: the call was stopped on purpose.'],
  ['CLIENT_RATE_LIMIT', 0, 'Wait for retryAfterMs, or raise rateLimit.limit or rateLimit.maxWaitMs.'],
  ['INVALID_RESPONSE', 0, wrongServer],
  ['RESPONSE_TOO_LARGE', 0, 'Ask for less at a time, or raise maxResponseBytes.'],
  ['CONTENT_CHANGED', 0, 'Begin the download anew: the content changed while it was being read.'],
  ['REDIRECT_REFUSED', 0, 'Set baseUrl to the address the server redirects to, if you trust it.'],
]

/** Codes whose status is retried as a rule, and which no waiting mends. */
export const hopelessCodes: readonly string[] = [
  'TRACK_QUOTA_EXCEEDED',
  'RATE_LIMIT_IP_BLOCKED',
  'RATE_LIMIT_USER_BLOCKED',
]

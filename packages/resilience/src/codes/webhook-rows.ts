import type { EnglishRow } from './english.ts'

/** Why a webhook is refused. Apart from the other codes: a client that calls the platform never meets them. */
export const webhookRows: readonly EnglishRow[] = [
  [
    'WEBHOOK_HEADER_MISSING',
    0,
    'Check that the sender uses this scheme, and that no proxy drops the header.',
  ],
  [
    'WEBHOOK_HEADER_DUPLICATE',
    0,
    'Check proxies and frameworks that add or join headers; none genuine comes twice.',
  ],
  ['WEBHOOK_HEADER_MALFORMED', 0, 'Pass the headers on as they came; check proxies that change them.'],
  ['WEBHOOK_ID_INVALID', 0, 'Ask the sender for ids that keep to the scheme.'],
  [
    'WEBHOOK_TIMESTAMP_INVALID',
    0,
    'Check that the sender uses this scheme: nothing genuine has such a time.',
  ],
  [
    'WEBHOOK_TIMESTAMP_TOO_OLD',
    0,
    "Check this machine's clock; where deliveries wait on the way, raise toleranceMs.",
  ],
  [
    'WEBHOOK_TIMESTAMP_TOO_NEW',
    0,
    "Set this machine's clock by a time server; if it is right, the sender's is wrong.",
  ],
  [
    'WEBHOOK_SIGNATURE_MALFORMED',
    0,
    'Check that the sender uses this scheme, and that no proxy changes its headers.',
  ],
  [
    'WEBHOOK_SIGNATURE_VERSION',
    0,
    'Add the secret that the sender signs with, of the kind that its signatures name.',
  ],
  ['WEBHOOK_SIGNATURE_MISMATCH', 0, 'Check the secret, and that exactly the bytes that came are verified.'],
  [
    'WEBHOOK_TOO_MANY_SIGNATURES',
    0,
    'Ask the sender to retire old keys: so many signatures are an attack or a mistake.',
  ],
  ['WEBHOOK_ALGORITHM_REFUSED', 0, 'Ask the sender to sign with an algorithm that the secrets are for.'],
  ['WEBHOOK_KEY_UNKNOWN', 0, 'Add the key that the request names, if you trust it.'],
  [
    'WEBHOOK_COMPONENT_MISSING',
    0,
    'Ask the sender to sign every part of the request that the scheme requires.',
  ],
  [
    'WEBHOOK_DIGEST_MISMATCH',
    0,
    'Verify exactly the bytes that came: the digest in the request is of others.',
  ],
  [
    'WEBHOOK_CERTIFICATE_UNTRUSTED',
    0,
    "Nothing to do for a forgery; for genuine webhooks, renew the roots and check this machine's clock.",
  ],
  [
    'WEBHOOK_CERTIFICATE_UNAVAILABLE',
    0,
    'Let the sender try again; check that this machine may call the address of its certificates.',
  ],
  ['WEBHOOK_URL_MISSING', 0, 'Give the scheme the url that is registered with the sender.'],
  ['WEBHOOK_BODY_PARSED', 0, 'Verify the bytes that came, before anything parses them.'],
  [
    'WEBHOOK_BODY_CONSUMED',
    0,
    'Verify the request before anything reads its body, or verify a clone made before.',
  ],
  ['WEBHOOK_BODY_MISSING', 0, 'Pass the body as bytes; an empty Uint8Array stands for an empty one.'],
  ['WEBHOOK_BODY_INCOMPLETE', 0, 'Let the sender try again; check proxies that cut requests short.'],
  ['WEBHOOK_BODY_TOO_LARGE', 0, 'Raise maxBodyBytes if the sender is known to send that much.'],
  ['WEBHOOK_BODY_ENCODED', 0, 'Decompress the body before it is verified: senders sign it uncompressed.'],
  [
    'WEBHOOK_BODY_INVALID',
    0,
    'Pass the bytes that came, untouched; where they are no JSON, set parse to false.',
  ],
  [
    'WEBHOOK_EVENT_INVALID',
    0,
    'Correct the schema, or have the sender correct the event; the message says where.',
  ],
  ['WEBHOOK_DUPLICATE', 0, 'Answer 200 and do nothing: this webhook took effect before.'],
  ['WEBHOOK_CLAIM_FAILED', 0, 'Check the claim store; the sender tries again.'],
  [
    'WEBHOOK_CHALLENGE_REFUSED',
    0,
    'Give the scheme the verify token or the origins that you registered with the sender.',
  ],
  ['WEBHOOK_CHECK_FAILED', 0, 'Look at the cause: the scheme, its key or the schema threw it.'],
]

import type { Authenticator } from '@veza/http'
import { invalidOption } from '@veza/resilience/options'
import { Secret } from '@veza/resilience/secrets'

const shape = /^veza_(live|test)_[A-Za-z0-9_-]+$/

/**
 * Sends an API key as a bearer token (guide: "API Keys").
 *
 * @param key - `veza_live_…` or `veza_test_…`.
 * @param what - where the key comes from, for the message.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; quotes nothing of the key.
 */
export function apiKeyAuthenticator(key: string, what: string): Authenticator {
  if (!shape.test(key)) throw invalidOption(`${what} is invalid`, apiKeyRemedy(key))
  const secret = new Secret(key)
  return { authenticate: () => ({ authorization: `Bearer ${secret.reveal()}` }) }
}

/** Whether a key is for the production platform. */
export function isLiveKey(key: string): boolean {
  return key.startsWith('veza_live_')
}

function apiKeyRemedy(key: string): string {
  if (key === '') return 'It is empty: pass a key, or set the environment variable VEZA_API_KEY.'
  if (/^\s|\s$/.test(key)) return 'Remove the white space around the key.'
  if (/^sk_/.test(key))
    return 'That is the secret that came with a key; pass the key itself, which begins with "veza_".'
  if (/^bearer\s/i.test(key)) return 'Leave "Bearer" out: pass the key alone.'
  return 'A key begins with "veza_live_" or "veza_test_" and holds letters, digits, "-" and "_" only.'
}

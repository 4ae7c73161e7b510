import { type Check, invalidOption, isLoopback } from '@veza/resilience/options'

/** The value is an address that a credential may be sent to: `https:`, or `http:` to this machine. */
export const endpoint: Check = (value) => {
  if (typeof value !== 'string' || !URL.canParse(value) || /\s/.test(value))
    return 'Write an absolute https:// URL.'
  const { protocol, hostname, username, password, hash } = new URL(value)
  if (username || password) return 'Leave user name and password out of the URL.'
  if (hash) return 'Leave the fragment out of the URL.'
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return undefined
  return 'Write https:// instead of http://; plain http is for this machine only.'
}

/**
 * Refuses an address that a credential must not be sent to.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function checkEndpoint(what: string, url: string): void {
  const remedy = endpoint(url)
  if (remedy !== undefined) throw invalidOption(`${what} is invalid`, remedy)
}

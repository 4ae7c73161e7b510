import { invalidOption, isLoopback } from '@veza/resilience/options'

/** Where the platform's API is (guide: "API REST"). */
export const productionBaseUrl = 'https://api.veza.app/v1'

/**
 * Refuses a base URL that would send credentials in clear text over a network, or that paths cannot be joined to.
 *
 * @param baseUrl - the URL.
 * @param allowInsecureHttp - whether `http:` may go to other machines.
 * @param what - where the URL comes from, for the message.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 * @example
 * ```ts
 * import { checkBaseUrl } from '@veza/http'
 *
 * checkBaseUrl('https://api.veza.app/v1', false)
 * ```
 */
export function checkBaseUrl(baseUrl: string, allowInsecureHttp: boolean, what = 'option "baseUrl"'): void {
  const refused = (remedy: string) => invalidOption(`${what} is invalid`, remedy)
  if (!URL.canParse(baseUrl)) throw refused(`Write an absolute URL, as "${productionBaseUrl}".`)
  if (/\s/.test(baseUrl)) throw refused('Remove the white space.')
  const url = new URL(baseUrl)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('Write an https:// URL.')
  if (url.username || url.password)
    throw refused('Leave user name and password out; pass a credential instead.')
  if (/[?#]/.test(baseUrl)) throw refused('Leave the query and the fragment out.')
  if (url.protocol === 'http:' && !allowInsecureHttp && !isLoopback(url.hostname)) {
    throw refused(
      'Write https:// instead of http://; for a test network without TLS add allowInsecureHttp: true.',
    )
  }
}

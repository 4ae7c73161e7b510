import { invalidOption } from '@veza/resilience/options'

/** What tells a web page from a server. */
interface Surroundings {
  readonly navigator?: { readonly userAgent?: unknown }
  readonly process?: { readonly versions?: { readonly node?: unknown } }
}

/** Whether this runs in a web page or one of its workers: whoever opens the page can read what is in it. */
function inBrowser(): boolean {
  const { navigator, process } = globalThis as Surroundings
  const agent = navigator?.userAgent
  return (
    typeof agent === 'string' && agent.startsWith('Mozilla/5.0 ') && process?.versions?.node === undefined
  )
}

/**
 * Refuses a secret that would be given to everybody who opens a page.
 *
 * @param what - the secret, for the message.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function refuseInBrowser(what: string): void {
  if (!inBrowser()) return
  throw invalidOption(
    `${what} in a browser`,
    'Keep secrets on a server; in a page use oauth() with PKCE and without a secret, or a token from your server.',
  )
}

/**
 * Where requests may go whose URL somebody else chose, as a webhook's is. What no option mentions is refused.
 *
 * @example
 * ```ts
 * import { checkDestination } from '@veza/webhooks/egress'
 *
 * // A receiver on this machine, for a test.
 * const policy = { allowHttp: true, ports: [8080], allow: ['localhost', '127.0.0.0/8', '::1'] }
 * console.log(checkDestination('http://localhost:8080/hook', policy).port)
 * ```
 */
export interface EgressPolicy {
  /** Whether `http:` URLs are taken besides `https:`. @defaultValue false */
  readonly allowHttp?: boolean
  /** The ports a URL may name. @defaultValue 443, and 80 where `allowHttp` is set */
  readonly ports?: readonly number[]
  /**
   * Exceptions: addresses and ranges (`10.1.0.0/16`) that are let through although they are not public, and host
   * names that are let through although they are private ones. The addresses of such a name must be let through too.
   *
   * @defaultValue none
   */
  readonly allow?: readonly string[]
  /** Further addresses, ranges and host names to refuse; a name stands for its subdomains too. @defaultValue none */
  readonly block?: readonly string[]
}

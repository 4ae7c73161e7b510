/**
 * Whether a host is this machine, by name or address: what goes there may do without TLS.
 *
 * @param host - the host name of a URL.
 * @example
 * ```ts
 * import { isLoopback } from '@veza/resilience/options'
 *
 * console.log(isLoopback('127.0.0.1'), isLoopback('localhost.example')) // true false
 * ```
 */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host)
  )
}

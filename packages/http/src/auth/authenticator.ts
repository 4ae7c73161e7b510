/** The request that wants a credential. */
export interface AuthRequest {
  readonly method: string
  readonly url: string
  /** Its body as it will be sent, for schemes that sign it. */
  readonly body: string | undefined
  /** Aborted when the call's time is up or the caller gives up. */
  readonly signal: AbortSignal
}

/**
 * Gives requests their credential (guide: "Authentification").
 *
 * @example
 * ```ts
 * import { type Authenticator, createHttp } from '@veza/http'
 *
 * let token = 'expired'
 * const authenticator: Authenticator = {
 *   authenticate: () => ({ authorization: `Bearer ${token}` }),
 *   refresh: async () => {
 *     token = process.env['VEZA_API_KEY'] ?? ''
 *     return true
 *   },
 * }
 * const http = createHttp({ authenticator, baseUrl: process.env['VEZA_BASE_URL'] ?? 'https://api.veza.app/v1' })
 * console.log(await http.json({ method: 'GET', path: '/users/1' }))
 * ```
 */
export interface Authenticator {
  /** The headers that authenticate `request`. Called for every attempt, closest to the wire. */
  authenticate(
    request: AuthRequest,
  ): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>
  /**
   * The server answered 401 to these headers. Called at most once for each call.
   *
   * @param rejected - what `authenticate` had returned; if it is no longer current, nothing need be fetched.
   * @returns whether to send the request once more.
   */
  refresh?(rejected: Readonly<Record<string, string>>, signal: AbortSignal): Promise<boolean>
}

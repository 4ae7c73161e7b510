import type { ResponseHeaders } from '../transport/transport.ts'

/** The request that wants a credential. */
export interface AuthRequest {
  readonly method: string
  readonly url: string
  /** Its body as it will be sent, for schemes that sign it; `undefined` where it has none or streams it. */
  readonly body: string | undefined
  /** Aborted when the call's time is up or the caller gives up. */
  readonly signal: AbortSignal
}

/** The headers that authenticate a request. */
export type Credential = Readonly<Record<string, string>>

/** The answer to a rejected credential. */
export interface Rejection {
  readonly status: number
  readonly headers: Pick<ResponseHeaders, 'get'>
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
  authenticate(request: AuthRequest): Credential | Promise<Credential>
  /**
   * The server answered 401 to these headers. Called at most once for each call.
   *
   * @param rejected - what `authenticate` had returned; if it is no longer current, nothing need be fetched.
   * @param signal - aborted when the call's time is up or the caller gives up.
   * @param rejection - the answer: its headers may say what was wrong, as a DPoP nonce or the server's time.
   * @returns whether to send the request once more.
   */
  refresh?(rejected: Credential, signal: AbortSignal, rejection: Rejection): Promise<boolean>
  /**
   * Whose credential this is, for a cache that must never give one tenant what was meant for another: an account's id,
   * or a hash of a key. Needed where the headers differ from request to request, as signatures do.
   *
   * @defaultValue the headers that `authenticate` gives
   */
  partition?(): string | Promise<string>
}

/** The request that wants a credential. */
export interface AuthRequest {
  readonly method: string
  readonly url: string
  /** Its body as it will be sent, for schemes that sign it. */
  readonly body: string | Uint8Array | undefined
  /** Aborted when the call's time is up or the caller gives up. */
  readonly signal: AbortSignal
}

/** What a server said when it turned a credential away. */
export interface Rejection {
  readonly status: number
  /** Its headers; a `Headers` object will do. */
  readonly headers: { get(name: string): string | null | undefined }
}

/** Names and values of headers, as plain data. */
export type HeaderRecord = Readonly<Record<string, string>>

/**
 * Gives requests their credential (guide: "Authentification"). What `@veza/client` takes as `auth` and `@veza/http` as
 * `authenticator`; anything that sends requests can use it.
 *
 * @example
 * ```ts
 * import { apiKey, type Authenticator } from '@veza/auth'
 *
 * const auth: Authenticator = apiKey(process.env['VEZA_API_KEY'] ?? '')
 * const url = `${process.env['VEZA_BASE_URL']}/users/1`
 * const { signal } = new AbortController()
 * const headers = await auth.authenticate({ method: 'GET', url, body: undefined, signal })
 * console.log((await fetch(url, { headers })).status)
 * ```
 */
export interface Authenticator {
  /** The headers that authenticate `request`. Called for every attempt, closest to the wire. */
  authenticate(request: AuthRequest): HeaderRecord | Promise<HeaderRecord>
  /**
   * The server answered 401 to these headers. To be called at most once for each call.
   *
   * @param rejected - what `authenticate` had returned; if it is no longer current, nothing is fetched.
   * @param signal - stops the waiting, not a refresh that others wait for as well.
   * @param rejection - the answer: it may bring the server's time, or the nonce it wants in a DPoP proof.
   * @returns whether to send the request once more.
   */
  refresh?(rejected: HeaderRecord, signal: AbortSignal, rejection?: Rejection): Promise<boolean>
  /**
   * Whose credential this is, for a cache that must never give one tenant what was meant for another. Tells nothing of
   * the credential itself.
   */
  partition?(): string | Promise<string>
}

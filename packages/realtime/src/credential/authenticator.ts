/**
 * Gives the handshake its credential: every authenticator of `@veza/auth` and `@veza/client` is one (guide:
 * "Authentification").
 */
export interface RealtimeAuthenticator {
  /** The headers that authenticate the handshake. Called for every attempt. */
  authenticate(request: {
    readonly method: string
    readonly url: string
    readonly body: undefined
    readonly signal: AbortSignal
  }): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>
  /**
   * The server turned these headers away. Called once between two connections that stood.
   *
   * @returns whether to connect once more.
   */
  refresh?(
    rejected: Readonly<Record<string, string>>,
    signal: AbortSignal,
    rejection: { readonly status: number; readonly headers: { get(name: string): string | null } },
  ): Promise<boolean>
}

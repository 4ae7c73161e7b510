import type { Authenticator, HttpOptions } from '@veza/http'

/** Options of a {@link Veza} client: those of its HTTP side, and its credential. */
export interface VezaOptions extends Omit<HttpOptions, 'authenticator'> {
  /**
   * An API key, `veza_live_…` or `veza_test_…`, sent as a bearer token.
   *
   * @defaultValue the environment variable `VEZA_API_KEY`
   */
  readonly apiKey?: string
  /** Any other way to authenticate; instead of `apiKey`. @defaultValue none */
  readonly auth?: Authenticator
  /**
   * Where the WebSocket is: `wss://…`, or `ws://` to this machine.
   *
   * @defaultValue the environment variable `VEZA_REALTIME_URL`, or `/ws` beside the version of `baseUrl`
   */
  readonly realtimeUrl?: string
  /**
   * Allows a live key on another base URL than production, and a test key on production.
   *
   * @defaultValue false
   */
  readonly allowKeyMismatch?: boolean
}

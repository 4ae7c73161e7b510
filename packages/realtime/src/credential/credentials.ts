import { AuthenticationError } from '@veza/resilience'
import type { RealtimeAuthenticator } from './authenticator.ts'
import { authorizationOf, bearerOf, type Handshake, placeToken, type TokenWay } from './token-way.ts'
import { withoutSecrets } from './without-secrets.ts'

const mostSecrets = 16

/** What {@link Credentials} need to know. */
export interface CredentialSettings {
  readonly url: string
  readonly tokenIn: TokenWay
  readonly authenticator: RealtimeAuthenticator | undefined
  readonly ticket: ((signal: AbortSignal) => Promise<string>) | undefined
}

/** Gives each handshake its credential, and gets another where it was turned away. */
export class Credentials {
  readonly #settings: CredentialSettings
  #last: Readonly<Record<string, string>> = {}
  /** What was sent of late, and may not be printed. */
  #secrets: readonly string[] = []

  constructor(settings: CredentialSettings) {
    this.#settings = settings
  }

  /** A handshake that carries the credential of now. @param protocols - the subprotocols to offer. */
  async handshake(protocols: readonly string[], signal: AbortSignal): Promise<Handshake> {
    const { url, tokenIn, ticket } = this.#settings
    if (this.#settings.authenticator === undefined && tokenIn !== 'ticket')
      return { url, protocols, headers: {} }
    if (tokenIn === 'ticket') {
      const fresh = (await ticket?.(signal)) ?? ''
      this.#hide(fresh)
      return placeToken(tokenIn, url, protocols, { headers: {}, ticket: fresh })
    }
    return placeToken(tokenIn, url, protocols, { headers: await this.#authenticate(signal) })
  }

  /** Another token for the connection that stands; `undefined` where there is none to be had. */
  async renewedToken(signal: AbortSignal): Promise<string | undefined> {
    if (this.#settings.authenticator === undefined) return undefined
    const before = authorizationOf(this.#last)
    const now = await this.#authenticate(signal)
    if (authorizationOf(now) !== before) return bearerOf(now)
    return (await this.refresh(signal)) ? bearerOf(await this.#authenticate(signal)) : undefined
  }

  /** The last credential was turned away. @returns whether there may be a better one. */
  async refresh(signal: AbortSignal): Promise<boolean> {
    const { authenticator, tokenIn } = this.#settings
    // Each handshake gets a ticket of its own, by a call that refreshes for itself.
    if (tokenIn === 'ticket') return true
    const rejection = { status: 401, headers: { get: () => null } }
    return (await authenticator?.refresh?.(this.#last, signal, rejection)) ?? false
  }

  /** A server's text without the credential: servers like to repeat the token they refuse. */
  withoutSecrets(text: string): string {
    return withoutSecrets(text, this.#secrets)
  }

  #hide(...secrets: readonly string[]): void {
    // The token before may still be spoken of.
    this.#secrets = [...this.#secrets.filter((one) => !secrets.includes(one)), ...secrets].slice(-mostSecrets)
  }

  async #authenticate(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const { authenticator, url } = this.#settings
    // The handshake is a GET (RFC 6455, section 4.1), and that is what a signature is over.
    const request = { method: 'GET', url: url.replace(/^ws/, 'http'), body: undefined, signal }
    const headers = await authenticator?.authenticate(request)
    if (headers === undefined) {
      throw new AuthenticationError('The authenticator gave no headers', {
        code: 'WEBSOCKET_AUTH_FAILED',
        remedy: 'Return an object of headers from authenticate().',
      })
    }
    this.#last = headers
    this.#hide(...Object.values(headers).flatMap((value) => value.split(' ')))
    return headers
  }
}

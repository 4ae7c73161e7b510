import { isVezaError, type VezaError } from '@veza/resilience'
import { invalidOption } from '@veza/resilience/options'
import {
  allowInsecureRequests,
  Configuration,
  customFetch,
  type DPoPHandle,
  discovery,
  None,
  type ServerMetadata,
  type TokenEndpointResponse,
} from 'openid-client'
import type { AuthRequest, HeaderRecord, Rejection } from '../authenticator.ts'
import { ServerClock } from '../time/server-clock.ts'
import { checkToken, invalidAnswer } from '../tokens/check-token.ts'
import { lifeFrom } from '../tokens/token-life.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { clientAuthLibrary } from './client-auth-library.ts'
import type { DpopBinding } from './dpop-binding.ts'
import { oauthFailure } from './oauth-failure.ts'
import type { EndpointName, OAuthSettings } from './settings.ts'
import { Wire } from './wire.ts'

/** What the library makes of a token answer. */
type TokenAnswer = TokenEndpointResponse & { readonly token_type: string }

/** One operation under way. */
export interface Operation {
  readonly config: Configuration
  readonly wire: Wire
  /** Binds tokens to the client's key, where it has one. */
  readonly bound: { readonly DPoP?: DPoPHandle }
}

/**
 * The part of an OAuth client that speaks the protocol: through openid-client, whose types and errors stay in here.
 * Loaded with the first use.
 */
export class OAuthEngine {
  readonly clock: ServerClock
  readonly #settings: OAuthSettings
  #metadata: Promise<ServerMetadata> | undefined
  #binding: Promise<DpopBinding> | undefined

  constructor(settings: OAuthSettings) {
    this.#settings = settings
    this.clock = new ServerClock(settings.clock)
  }

  /**
   * Runs one operation of the protocol.
   *
   * @param needs - the endpoint without which it makes no sense.
   * @param asserts - whether it sends an assertion as its grant.
   * @throws {@link VezaError} and nothing else.
   */
  async run<T>(
    needs: EndpointName,
    signal: AbortSignal | undefined,
    work: (operation: Operation) => Promise<T>,
    asserts = false,
  ): Promise<T> {
    const wire = this.#wire(signal)
    try {
      return await this.#attempt(needs, wire, work)
    } catch (failure) {
      if (!isVezaError(failure) || !this.#isOfTimes(failure, asserts) || !this.clock.learn(wire.date))
        throw failure
      // The clocks differed: what carried a time is made again by the server's, once.
      return this.#attempt(needs, this.#wire(signal), work)
    }
  }

  /** Runs a grant, and makes tokens of the answer. */
  grant(
    signal: AbortSignal | undefined,
    work: (operation: Operation) => Promise<unknown>,
    asserts = false,
  ): Promise<TokenSet> {
    const granted = async (operation: Operation) => {
      // Counted from before the request: a token must not seem to live longer than it does.
      const obtainedAt = this.#settings.clock.now()
      const answer = (await work(operation)) as TokenAnswer
      return this.#tokens(answer, operation.wire.expiresIn, obtainedAt)
    }
    return this.run('token_endpoint', signal, granted, asserts)
  }

  /** The headers for a request with a token that is bound to the client's key. */
  async present(tokens: TokenSet, request: AuthRequest): Promise<HeaderRecord> {
    return (await this.#bindingOf()).present(tokens, request)
  }

  /** Parameters that every request for tokens carries. */
  get parameters(): Record<string, string> {
    const { resource, tokenParameters } = this.#settings
    return { ...tokenParameters, ...(resource === undefined ? {} : { resource }) }
  }

  /** Takes what an API said of a proof. @returns whether another attempt is worth it. */
  learner(): Promise<(rejection: Rejection, rejected: HeaderRecord) => boolean> {
    return this.#bindingOf().then((binding) => (rejection, rejected) => {
      const challenge = rejection.headers.get('www-authenticate')?.slice(0, 4096) ?? ''
      return (
        binding.learn(rejection, rejected) ||
        (challenge.includes('invalid_dpop_proof') && this.clock.learn(rejection.headers.get('date')))
      )
    })
  }

  /** Whether times that the server finds wrong may have been the reason. */
  #isOfTimes({ code }: VezaError, asserts: boolean): boolean {
    const { clientAuth, dpop } = this.#settings
    if (code === 'AUTH_GRANT_REFUSED') return asserts
    const signs = clientAuth.method === 'private_key_jwt' || dpop !== undefined
    return signs && (code === 'AUTH_CLIENT_REFUSED' || code === 'AUTH_SERVER_REFUSED')
  }

  #wire(signal: AbortSignal | undefined): Wire {
    const { fetch, clock, timeoutMs } = this.#settings
    return new Wire({ fetch, clock, timeoutMs, signal })
  }

  async #attempt<T>(needs: EndpointName, wire: Wire, work: (operation: Operation) => Promise<T>): Promise<T> {
    try {
      const config = await this.#configuration(needs, wire)
      const bound = this.#settings.dpop === undefined ? {} : { DPoP: (await this.#bindingOf()).handle }
      return await work({ config, wire, bound })
    } catch (thrown) {
      throw oauthFailure(thrown, wire.seen, this.#settings.clock.now())
    }
  }

  async #configuration(needs: EndpointName, wire: Wire): Promise<Configuration> {
    const { clientId, clientAuth } = this.#settings
    const metadata = await this.#server(wire)
    if (metadata[needs] === undefined) {
      throw invalidOption(
        `oauth(): the ${needs.replaceAll('_', ' ')} is unknown`,
        'Pass its URL, or discover: true where the server publishes its metadata.',
      )
    }
    const auth = await clientAuth.prepare(clientAuthLibrary, this.clock)
    const tls = clientAuth.method === 'tls_client_auth' ? { use_mtls_endpoint_aliases: true } : {}
    const config = new Configuration(metadata, clientId, tls, auth)
    this.#prepare(config, wire)
    return config
  }

  #prepare(config: Configuration, wire: Wire): void {
    config[customFetch] = wire.send
    // Time is up where the wire says so: by a clock that tests can move.
    config.timeout = 0
    if (this.#settings.local) allowInsecureRequests(config)
  }

  async #server(wire: Wire): Promise<ServerMetadata> {
    const { issuer, discover, endpoints } = this.#settings
    const given = Object.fromEntries(Object.entries(endpoints).filter(([, url]) => url !== undefined))
    if (!discover) return { issuer, ...given }
    this.#metadata ??= this.#discovered(wire).catch((error: unknown) => {
      this.#metadata = undefined
      throw error
    })
    return { ...(await this.#metadata), ...given }
  }

  async #discovered(wire: Wire): Promise<ServerMetadata> {
    const { issuer, clientId, local } = this.#settings
    const config = await discovery(new URL(issuer), clientId, {}, None(), {
      algorithm: 'oauth2',
      [customFetch]: wire.send,
      timeout: 0,
      execute: local ? [allowInsecureRequests] : [],
    })
    return { ...config.serverMetadata() }
  }

  #bindingOf(): Promise<DpopBinding> {
    this.#binding ??= import('./dpop-binding.ts').then(({ dpopBinding }) =>
      dpopBinding(this.#settings.dpop ?? true, this.clock),
    )
    return this.#binding
  }

  #tokens(answer: TokenAnswer, expiresIn: unknown, obtainedAt: number): TokenSet {
    const { access_token: accessToken, refresh_token: refreshToken, scope } = answer
    checkToken('access token', accessToken)
    if (refreshToken !== undefined) checkToken('refresh token', refreshToken)
    const isBound = String(answer.token_type).toLowerCase() === 'dpop'
    if (isBound !== (this.#settings.dpop !== undefined)) {
      throw invalidAnswer(
        isBound
          ? 'The authorization server binds the token to a key that this client does not have'
          : "The authorization server does not bind the token to the client's key",
      )
    }
    return {
      accessToken,
      tokenType: isBound ? 'DPoP' : 'Bearer',
      refreshToken,
      scope,
      obtainedAt,
      lifeMs: lifeFrom(expiresIn),
    }
  }
}

import { abortError } from '@veza/resilience'
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  calculatePKCECodeChallenge,
  clientCredentialsGrant,
  genericGrantRequest,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  tokenIntrospection,
  tokenRevocation,
} from 'openid-client'
import type { Exchange } from '../session/session-parts.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { OAuthEngine, type Operation } from './engine.ts'
import type { JwtBearerAssertion } from './jwt-bearer.ts'
import { callbackInvalid, type PendingSignIn } from './pending-sign-in.ts'
import type { OAuthSettings } from './settings.ts'

/** What a token says of itself at the server (RFC 7662). */
export interface Introspection {
  /** Whether it is good for anything. */
  readonly active: boolean
  readonly scope: string | undefined
  readonly clientId: string | undefined
  readonly subject: string | undefined
  readonly expiresAt: Date | undefined
  /** All that the server said. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** The grants of RFC 6749 and its relatives, each one step. Loaded with the first use. */
export class Grants {
  readonly engine: OAuthEngine
  readonly #settings: OAuthSettings

  constructor(settings: OAuthSettings) {
    this.#settings = settings
    this.engine = new OAuthEngine(settings)
  }

  /** Where to send the user, and what to remember meanwhile. */
  async authorizationUrl(
    redirectUri: string,
    extra: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly url: string; readonly pending: PendingSignIn }> {
    const { clientId, clock, resource, endpoints } = this.#settings
    const pushed = endpoints.pushed_authorization_request_endpoint !== undefined
    const needs = pushed ? 'pushed_authorization_request_endpoint' : 'authorization_endpoint'
    return this.engine.run(needs, signal, async ({ config, bound }) => {
      const state = randomState()
      const codeVerifier = randomPKCECodeVerifier()
      const parameters = {
        ...extra,
        ...(resource === undefined ? {} : { resource }),
        ...this.scopeParameter,
        redirect_uri: redirectUri,
        state,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }
      const url = pushed
        ? await buildAuthorizationUrlWithPAR(config, parameters, bound)
        : buildAuthorizationUrl(config, parameters)
      return {
        url: url.href,
        pending: { state, codeVerifier, redirectUri, clientId, startedAt: clock.now() },
      }
    })
  }

  /** Exchanges the code that a user came back with. */
  code(callback: URL, pending: PendingSignIn, signal: AbortSignal | undefined): Promise<TokenSet> {
    const checks = { expectedState: pending.state, pkceCodeVerifier: pending.codeVerifier }
    return this.engine.grant(signal, async ({ config, wire, bound }) => {
      try {
        const { parameters } = this.engine
        return await authorizationCodeGrant(config, callback, checks, parameters, bound)
      } catch (error) {
        // Nothing was asked of the server: it is what the browser brought that does not fit.
        if (wire.seen === undefined && isMismatch(error))
          throw callbackInvalid('state or issuer do not match')
        throw error
      }
    })
  }

  /** Gets new tokens by a refresh token. */
  refresh(refreshToken: string, signal: AbortSignal): Promise<TokenSet> {
    return this.engine.grant(signal, ({ config, bound }) =>
      refreshTokenGrant(config, refreshToken, this.engine.parameters, bound),
    )
  }

  /** Gets tokens for the client itself. */
  clientCredentials(signal: AbortSignal): Promise<TokenSet> {
    return this.engine.grant(signal, ({ config, bound }) =>
      clientCredentialsGrant(config, { ...this.engine.parameters, ...this.scopeParameter }, bound),
    )
  }

  /** Gets tokens for an assertion. */
  bearer(assertion: JwtBearerAssertion, signal: AbortSignal): Promise<TokenSet> {
    const type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    const send = async ({ config, bound }: Operation) => {
      const { issuer } = config.serverMetadata()
      const signed = { assertion: await assertion.sign(issuer, this.engine.clock) }
      const parameters = { ...this.engine.parameters, ...this.scopeParameter, ...signed }
      return genericGrantRequest(config, type, parameters, bound)
    }
    return this.engine.grant(signal, send, true)
  }

  /** Ends a token, and with a refresh token its whole grant. */
  revoke(token: string, hint: string, signal: AbortSignal | undefined): Promise<void> {
    return this.engine.run('revocation_endpoint', signal, ({ config }) =>
      tokenRevocation(config, token, { token_type_hint: hint }),
    )
  }

  /** Asks the server about a token. */
  introspect(token: string, signal: AbortSignal | undefined): Promise<Introspection> {
    return this.engine.run('introspection_endpoint', signal, async ({ config }) => {
      const claims = await tokenIntrospection(config, token)
      const { active, scope, client_id: clientId, sub: subject, exp } = claims
      const expiresAt = typeof exp === 'number' ? new Date(exp * 1000) : undefined
      return { active, scope, clientId, subject, expiresAt, claims: { ...claims } }
    })
  }

  /** What a session of this client does with its tokens. */
  exchange(mint?: (signal: AbortSignal) => Promise<TokenSet>): Exchange {
    return {
      mint,
      refresh: (refreshToken, signal) => this.refresh(refreshToken, signal),
      revoke: async ({ refreshToken, accessToken }, signal) => {
        if (signal.aborted) throw abortError(signal)
        if (refreshToken === undefined) await this.revoke(accessToken, 'access_token', signal)
        else await this.revoke(refreshToken, 'refresh_token', signal)
      },
    }
  }

  /** `scope`, where the client asks for one. */
  get scopeParameter(): { scope?: string } {
    const { scope } = this.#settings
    return scope === undefined ? {} : { scope: scope.join(' ') }
  }
}

function isMismatch(error: unknown): boolean {
  return !(typeof error === 'object' && error !== null && 'error' in error)
}

import { invalidOption } from '@veza/resilience/options'
import { Secret } from '@veza/resilience/secrets'
import { checkCredential } from '../options/check-credential.ts'
import { Session } from '../session/session.ts'
import type { Exchange } from '../session/session-parts.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { DeviceCode } from './device-sign-in.ts'
import type { Grants, Introspection } from './grants.ts'
import type { JwtBearerAssertion } from './jwt-bearer.ts'
import { LazyBinding } from './lazy-binding.ts'
import { type OAuthOptions, oauthChecks } from './oauth-options.ts'
import { callbackInvalid, decodePending, encodePending, UsedSignIns } from './pending-sign-in.ts'
import { type OAuthSettings, settingsFrom } from './settings.ts'

/** Whose session it is. */
export interface SessionOptions {
  /** Tells the sessions of one client apart, where it has several: your own id of the user. @defaultValue '' */
  readonly account?: string
  /** Stops the waiting. */
  readonly signal?: AbortSignal
}

/** How a user is sent away to sign in. */
export interface StartSignInOptions {
  /** Where they come back to. @defaultValue the client's `redirectUri` */
  readonly redirectUri?: string
  /** Further parameters, as `prompt` or `login_hint`. @defaultValue none */
  readonly parameters?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** A sign-in under way. */
export interface StartedSignIn {
  /** Send the user there. */
  readonly url: string
  /** Keep this in the user's own session, and pass it to `finishSignIn()`. Good for 10 minutes, and once. */
  readonly pending: Secret
}

/** A sign-in that the user finishes on another device. */
export interface DeviceSignIn extends Omit<DeviceCode, 'lifeMs' | 'tokens'> {
  /** When the code ends. */
  readonly expiresAt: Date
  /**
   * Waits until the user has decided.
   *
   * @throws {@link PermissionError} `AUTH_ACCESS_DENIED`, {@link TimeoutError} `AUTH_CODE_EXPIRED`, {@link AbortError}
   */
  session(options?: SessionOptions): Promise<Session>
}

const own: readonly string[] = [
  'client_id',
  'response_type',
  'redirect_uri',
  'state',
  'code_challenge',
  'code_challenge_method',
  'scope',
  'resource',
  'request',
  'request_uri',
  'response_mode',
]

/**
 * An OAuth 2.0 client. Its sessions are credentials: `new Veza({ auth: session })`. Made by {@link oauth}.
 *
 * @example
 * ```ts
 * import { oauth, type OAuthClient } from '@veza/auth/oauth'
 *
 * const client: OAuthClient = oauth({ clientId: 'my-app', redirectUri: 'https://app.example/callback' })
 * const { url, pending } = await client.startSignIn()
 * console.log(new URL(url).searchParams.get('code_challenge_method'), pending) // S256 [secret]
 * ```
 */
export class OAuthClient {
  readonly #settings: OAuthSettings
  readonly #used = new UsedSignIns()
  #loading: Promise<Grants> | undefined

  /** @param settings - checked options. */
  constructor(settings: OAuthSettings) {
    this.#settings = settings
  }

  /** A session that was begun before, in this process or another: its tokens are in the store, or it is to sign in. */
  session({ account = '' }: SessionOptions = {}): Session {
    return this.#session('user', account, undefined)
  }

  /**
   * Begins to sign a user in (RFC 6749, 4.1, with PKCE, RFC 7636, and where a URL for it is known with PAR, RFC 9126).
   *
   * @throws {@link InvalidRequestError} `INVALID_OPTION`, or what makes the pushed request fail.
   */
  async startSignIn(options: StartSignInOptions = {}): Promise<StartedSignIn> {
    const { redirectUri = this.#settings.redirectUri, parameters = {}, signal } = options
    if (redirectUri === undefined)
      throw invalidOption('startSignIn(): no redirect URI', 'Pass redirectUri here or to oauth().')
    const remedy = oauthChecks.redirectUri(redirectUri)
    if (remedy !== undefined) throw invalidOption('startSignIn(): option "redirectUri" is invalid', remedy)
    const clash = Object.keys(parameters).find((name) => own.includes(name))
    if (clash !== undefined)
      throw invalidOption(
        `startSignIn(): the parameter "${clash}" is made here`,
        'Leave it out of parameters.',
      )
    const grants = await this.#grants()
    const { url, pending } = await grants.authorizationUrl(redirectUri, parameters, signal)
    return { url, pending: new Secret(encodePending(pending)) }
  }

  /**
   * Signs a user in who came back. Whatever comes of it, the sign-in is over: a second try needs a new start.
   *
   * @param callback - the whole URL that the user came back to.
   * @param pending - what {@link OAuthClient.startSignIn} gave, from this user's own session.
   * @throws {@link AuthenticationError} `AUTH_CALLBACK_INVALID`, before anything is sent to the server;
   * {@link PermissionError} `AUTH_ACCESS_DENIED` where the user refused; or what makes the exchange fail.
   */
  async finishSignIn(
    callback: string | URL,
    pending: Secret | string,
    { account = '', signal }: SessionOptions = {},
  ): Promise<Session> {
    const { clientId, clock } = this.#settings
    const text = typeof pending === 'string' ? pending : pending.reveal()
    const known = decodePending(text, clientId, clock.now())
    if (!this.#used.use(known.state, clock.now())) throw callbackInvalid('it was used before')
    const url = callbackUrl(callback, known.redirectUri)
    const tokens = await (await this.#grants()).code(url, known, signal)
    return this.#signedIn(account, tokens)
  }

  /** Begins a sign-in that the user finishes on another device (RFC 8628): for televisions and machines without a browser. */
  async startDeviceSignIn({ signal }: { readonly signal?: AbortSignal } = {}): Promise<DeviceSignIn> {
    const [grants, { deviceSignIn }] = await Promise.all([this.#grants(), import('./device-sign-in.ts')])
    const { clock } = this.#settings
    const { lifeMs, tokens, ...shown } = await deviceSignIn(grants, clock, signal)
    return {
      ...shown,
      expiresAt: new Date(clock.now() + lifeMs),
      session: async (options = {}) => this.#signedIn(options.account ?? '', await tokens(options.signal)),
    }
  }

  /** Tokens for the client itself, without any user (RFC 6749, 4.4); asked for when first needed, and again in time. */
  clientCredentials({ account = '' }: SessionOptions = {}): Session {
    return this.#session('client', account, async (signal) =>
      (await this.#grants()).clientCredentials(signal),
    )
  }

  /** Tokens for a user that somebody the server trusts vouches for (RFC 7523, 2.1); see {@link jwtBearer}. */
  bearerGrant(assertion: JwtBearerAssertion, { account = '' }: SessionOptions = {}): Session {
    const whose = JSON.stringify([assertion.subject, account])
    return this.#session('bearer', whose, async (signal) => (await this.#grants()).bearer(assertion, signal))
  }

  /**
   * Asks the server about a token that somebody else sent you (RFC 7662).
   *
   * @throws {@link InvalidRequestError} `INVALID_OPTION` where `introspectionUrl` is not known.
   */
  async introspect(token: Secret | string, signal?: AbortSignal): Promise<Introspection> {
    return (await this.#grants()).introspect(revealed(token), signal)
  }

  /**
   * Ends a token (RFC 7009). `session.signOut()` does it for the session's own.
   *
   * @throws {@link InvalidRequestError} `INVALID_OPTION` where `revocationUrl` is not known.
   */
  async revoke(
    token: Secret | string,
    { hint = 'refresh_token', signal }: { readonly hint?: string; readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    await (await this.#grants()).revoke(revealed(token), hint, signal)
  }

  async #signedIn(account: string, tokens: TokenSet): Promise<Session> {
    const session = this.#session('user', account, undefined)
    await session.signedIn(tokens)
    return session
  }

  #session(kind: string, account: string, mint: Exchange['mint']): Session {
    const { issuer, clientId, scope, resource, dpop, dpopId, store, clock, random, endpoints, discover } =
      this.#settings
    const { refreshTimeoutMs, minRefreshIntervalMs } = this.#settings
    const revocable = discover || endpoints.revocation_endpoint !== undefined
    const scopes = scope === undefined ? null : [...scope].sort()
    const exchange = async () => (await this.#grants()).exchange()
    const binding = dpop === undefined ? undefined : new LazyBinding(() => this.#grants())
    return new Session({
      // Each part by itself: joined texts of two tenants might come out the same.
      key: JSON.stringify(['veza-auth', issuer, clientId, kind, account, scopes, resource ?? null, dpopId]),
      store,
      exchange: {
        mint,
        refresh: async (token, signal) => (await this.#grants()).refresh(token, signal),
        revoke: revocable ? async (tokens, signal) => (await exchange()).revoke?.(tokens, signal) : undefined,
      },
      present: binding && ((tokens, request) => binding.present(tokens, request)),
      learn: binding && ((rejection, rejected) => binding.learn(rejection, rejected)),
      timing: { refreshTimeoutMs, minRefreshIntervalMs },
      clock,
      random,
    })
  }

  #grants(): Promise<Grants> {
    this.#loading ??= import('./grants.ts').then(({ Grants }) => new Grants(this.#settings))
    return this.#loading
  }
}

function revealed(token: Secret | string): string {
  const text = typeof token === 'string' ? token : token.reveal()
  checkCredential('The token', text)
  return text
}

/** Compares everything but the query: what comes to another address was not meant for this sign-in. */
function callbackUrl(callback: string | URL, redirectUri: string): URL {
  if (!URL.canParse(String(callback), redirectUri)) throw callbackInvalid('it is no URL')
  const url = new URL(callback, redirectUri)
  const expected = new URL(redirectUri)
  if (url.origin !== expected.origin || url.pathname !== expected.pathname)
    throw callbackInvalid('it came to another address than the redirect URI')
  return url
}

/**
 * Makes an OAuth 2.0 client (guide: "OAuth 2.0"). Nothing is loaded or asked until it is used. PKCE, `state` and the
 * check of `iss` cannot be switched off.
 *
 * @param options - see {@link OAuthOptions}; without any, `VEZA_CLIENT_ID` and `VEZA_CLIENT_SECRET` are read.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; quotes no secret.
 * @example
 * ```ts
 * import { oauth } from '@veza/auth/oauth'
 *
 * const client = oauth({
 *   clientId: 'your_client_id',
 *   redirectUri: 'https://your-app.com/callback',
 *   scope: ['read:users', 'write:messages', 'read:streams'],
 * })
 * const { url } = await client.startSignIn()
 * console.log(url.startsWith('https://api.veza.app/oauth/authorize?'))
 * ```
 */
export function oauth(options: OAuthOptions = {}): OAuthClient {
  return new OAuthClient(settingsFrom(options))
}

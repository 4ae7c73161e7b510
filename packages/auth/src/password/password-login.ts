import {
  AuthenticationError,
  type Clock,
  errorForStatus,
  RateLimitError,
  retryAfterMs,
  ServerError,
  systemClock,
  type VezaError,
} from '@veza/resilience'
import {
  between,
  type Checks,
  checkOptions,
  hasMethods,
  invalidOption,
  isA,
  text,
} from '@veza/resilience/options'
import { Secret } from '@veza/resilience/secrets'
import { fetchText, type TextAnswer } from '../exchange/fetch-text.ts'
import { parseStrictly } from '../json/strict-json.ts'
import { checkEndpoint, endpoint } from '../options/check-endpoint.ts'
import { environment } from '../options/environment.ts'
import { Session } from '../session/session.ts'
import { memoryTokenStore } from '../stores/memory-token-store.ts'
import type { TokenStore } from '../stores/token-store.ts'
import { checkToken, invalidAnswer } from '../tokens/check-token.ts'
import { lifeFrom } from '../tokens/token-life.ts'
import type { TokenSet } from '../tokens/token-set.ts'

/** Who signs in, and where. */
export interface PasswordLoginOptions {
  /** User name or email address. @defaultValue the environment variable `VEZA_USERNAME` */
  readonly user?: string
  /** @defaultValue the environment variable `VEZA_PASSWORD` */
  readonly password?: string
  /** Where the API is. @defaultValue `VEZA_BASE_URL`, or 'https://api.veza.app/v1' */
  readonly baseUrl?: string
  /** Where tokens are kept. @defaultValue in memory */
  readonly store?: TokenStore
  /** How long one request may take, in milliseconds. @defaultValue 10000 */
  readonly timeoutMs?: number
  /** @defaultValue the runtime's */
  readonly fetch?: typeof fetch
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
  /** A number from 0 up to 1, for jitter. @defaultValue Math.random */
  readonly random?: () => number
}

const checks: Checks<PasswordLoginOptions> = {
  user: text,
  password: text,
  baseUrl: endpoint,
  store: hasMethods('get', 'compareAndSwap', 'withLock'),
  timeoutMs: between(1, 600_000, 'milliseconds'),
  fetch: isA('function'),
  clock: hasMethods('now', 'sleep'),
  random: isA('function'),
}

interface Connection {
  readonly baseUrl: string
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly timeoutMs: number
}

const maxBytes = 262_144

/**
 * A session by user name and password (`POST /auth/login`, `/auth/refresh`, `/auth/logout`), for servers that offer no
 * OAuth, and for tests. Where the refresh token is no longer accepted, it signs in again.
 *
 * Prefer `oauth()`: there, your program never sees the password.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; quotes nothing of the password.
 * @example
 * ```ts
 * import { passwordLogin } from '@veza/auth'
 *
 * const session = passwordLogin({ user: 'alice@example.org', password: 'correct horse battery staple' })
 * console.log(session.state) // unknown: it signs in with the first request
 * ```
 */
export function passwordLogin(options: PasswordLoginOptions = {}): Session {
  checkOptions('passwordLogin()', options, checks)
  const user = options.user ?? environment('VEZA_USERNAME')
  const given = options.password ?? environment('VEZA_PASSWORD')
  if (user === undefined || given === undefined)
    throw invalidOption(
      'passwordLogin(): no credential',
      'Pass user and password, or set VEZA_USERNAME and VEZA_PASSWORD.',
    )
  const password = new Secret(given)
  const { clock = systemClock, random = Math.random, fetch = globalThis.fetch, timeoutMs = 10_000 } = options
  const baseUrl = options.baseUrl ?? environment('VEZA_BASE_URL') ?? 'https://api.veza.app/v1'
  checkEndpoint('passwordLogin(): the base URL', baseUrl)
  const connection: Connection = {
    baseUrl: baseUrl.endsWith('/') ? baseUrl.slice(0, -1) : baseUrl,
    fetch,
    clock,
    timeoutMs,
  }
  const name = user.includes('@') ? 'email' : 'username'
  return new Session({
    key: JSON.stringify(['veza-auth', baseUrl, 'password', user]),
    store: options.store ?? memoryTokenStore(clock),
    exchange: {
      mint: (signal) =>
        tokens(connection, '/auth/login', { [name]: user, password: password.reveal() }, signal),
      refresh: (token, signal) => tokens(connection, '/auth/refresh', { refresh_token: token }, signal),
      revoke: async ({ accessToken, refreshToken }, signal) => {
        await post(connection, '/auth/logout', { refresh_token: refreshToken }, signal, accessToken)
      },
    },
    timing: { refreshTimeoutMs: 3 * timeoutMs, minRefreshIntervalMs: 1000 },
    clock,
    random,
  })
}

async function tokens(
  connection: Connection,
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<TokenSet> {
  const obtainedAt = connection.clock.now()
  const fields = await post(connection, path, body, signal)
  const accessToken = fields['access_token'] ?? fields['accessToken'] ?? fields['token']
  const refreshToken = fields['refresh_token'] ?? fields['refreshToken'] ?? undefined
  checkToken('access token', accessToken)
  if (refreshToken !== undefined) checkToken('refresh token', refreshToken)
  const lifeMs = lifeFrom(fields['expires_in'] ?? fields['expiresIn'])
  return { accessToken, tokenType: 'Bearer', refreshToken, obtainedAt, lifeMs }
}

async function post(
  { baseUrl, ...options }: Connection,
  path: string,
  body: object,
  signal: AbortSignal,
  accessToken?: string,
): Promise<Readonly<Record<string, unknown>>> {
  const authorization = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...authorization }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetchText(baseUrl + path, init, { ...options, maxBytes, signal })
  if (answer.status >= 400) throw refused(answer, path, options.clock.now())
  return unwrapped(answer.text)
}

/** Deployed servers wrap what they send: `{ success, data: { tokens: { … } } }`. */
function unwrapped(text: string): Readonly<Record<string, unknown>> {
  if (text === '') return {}
  const parsed = parseStrictly(text)
  if ('fault' in parsed) throw invalidAnswer(`The server's answer is ${parsed.fault}`)
  let fields = asRecord(parsed.value)
  for (const wrapper of ['data', 'tokens']) {
    if (typeof fields[wrapper] === 'object' && fields[wrapper] !== null) fields = asRecord(fields[wrapper])
  }
  return fields
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw invalidAnswer("The server's answer is no object")
  return value as Readonly<Record<string, unknown>>
}

function refused({ status, headers }: TextAnswer, path: string, now: number): VezaError {
  const waitMs = retryAfterMs((name) => headers.get(name), now)
  const wait = waitMs === undefined ? {} : { retryAfterMs: waitMs }
  if (status === 429) {
    const remedy = 'Wait for retryAfterMs, then send fewer requests at a time.'
    return new RateLimitError('Too many attempts to sign in', {
      code: 'RATE_LIMIT_EXCEEDED',
      status,
      retryable: true,
      ...wait,
      remedy,
    })
  }
  if (status >= 500) {
    return new ServerError('The platform failed', {
      code: 'INTERNAL_SERVER_ERROR',
      status,
      retryable: true,
      outcomeUnknown: !(status === 503 && waitMs !== undefined),
      ...wait,
      remedy: 'Try again later; if it goes on, report it with the request id.',
    })
  }
  const remedy = 'Check the user name, the password or the key.'
  if (status === 401 || status === 400 || status === 403) {
    // A refresh token that is void is one thing, a password that is wrong another.
    const code = path === '/auth/login' ? 'AUTH_INVALID_CREDENTIALS' : 'AUTH_GRANT_REFUSED'
    return new AuthenticationError('User name or password are not right', { code, status, remedy })
  }
  const As = errorForStatus(status)
  return new As('The platform refuses the sign-in', { code: 'AUTH_SERVER_REFUSED', status, remedy })
}

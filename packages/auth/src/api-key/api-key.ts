import { type Clock, PermissionError, systemClock } from '@veza/resilience'
import {
  type Checks,
  checkOptions,
  hasMethods,
  invalidOption,
  isA,
  oneOf,
  texts,
} from '@veza/resilience/options'
import { Secret } from '@veza/resilience/secrets'
import type { Authenticator, AuthRequest, HeaderRecord } from '../authenticator.ts'
import { checkCredential } from '../options/check-credential.ts'
import { environment } from '../options/environment.ts'
import { refuseInBrowser } from '../options/in-browser.ts'
import { type ExpiryWarning, ExpiryWarnings } from '../time/expiry-warnings.ts'
import { fingerprint } from '../tokens/fingerprint.ts'
import { type CredentialHeaders, requestSigner } from './request-signer.ts'

/** How an API key is sent, and what is known of it. */
export interface ApiKeyOptions {
  /** The secret that came with the key; for `'basic'` and `'hmac'`. @defaultValue `VEZA_API_SECRET` for these */
  readonly secret?: string
  /**
   * `'bearer'` sends the key as a bearer token (guide: "API Keys"), `'basic'` key and secret by HTTP Basic, `'hmac'`
   * signs every request with the secret and sends only the signature.
   *
   * @defaultValue 'bearer'
   */
  readonly scheme?: 'bearer' | 'basic' | 'hmac'
  /** What the key must begin with; `''` for keys of other platforms. @defaultValue 'veza_' */
  readonly prefix?: string
  /** What the key may do, as the platform said when it made the key; {@link ApiKeyAuthenticator.require} asks. */
  readonly permissions?: readonly string[]
  /** When the key ends. */
  readonly expiresAt?: Date
  /** Told once at 30, 7 and 1 days before the key ends, and once after, when the key is used. */
  readonly onExpiring?: (warning: ExpiryWarning) => void
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
}

/** A new key in place of the old one, with its own secret and dates. */
export type KeyReplacement = Pick<ApiKeyOptions, 'secret' | 'permissions' | 'expiresAt'>

const checks: Checks<ApiKeyOptions> = {
  secret: isA('string'),
  scheme: oneOf('bearer', 'basic', 'hmac'),
  prefix: isA('string'),
  permissions: texts,
  expiresAt: (value) =>
    value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : 'Pass a valid Date.',
  onExpiring: isA('function'),
  clock: hasMethods('now', 'sleep'),
}

/**
 * Gives requests an API key. Prints as an empty object: the key is nowhere to be seen.
 *
 * @example
 * ```ts
 * import { apiKey, type ApiKeyAuthenticator } from '@veza/auth'
 *
 * const auth: ApiKeyAuthenticator = apiKey(process.env['VEZA_API_KEY'] ?? '', { permissions: ['read:users'] })
 * auth.require('read:users')
 * console.log(auth)
 * ```
 */
export class ApiKeyAuthenticator implements Authenticator {
  readonly #options: ApiKeyOptions
  readonly #clock: Clock
  #key: Secret
  #headers: CredentialHeaders
  #isCurrent: (rejected: HeaderRecord) => boolean
  #permissions: readonly string[] | undefined
  #warnings: ExpiryWarnings | undefined

  /** Made by {@link apiKey}. */
  constructor(key: string, options: ApiKeyOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    const first = this.#prepare(key, options)
    this.#key = new Secret(key)
    this.#headers = first.headers
    this.#isCurrent = first.isCurrent
    this.#take(first, options)
  }

  /** The headers for one request. */
  authenticate(request: AuthRequest): HeaderRecord | Promise<HeaderRecord> {
    this.#warnings?.check(this.#clock.now())
    return this.#headers(request)
  }

  /** Whether the key was replaced since: then, and only then, another attempt makes sense. */
  async refresh(rejected: HeaderRecord): Promise<boolean> {
    return !this.#isCurrent(rejected)
  }

  /** Whose key it is: a hash, so that signatures, which differ for each request, share a cache. */
  partition(): Promise<string> {
    return fingerprint(this.#key.reveal())
  }

  /**
   * Uses another key from the next request on. A request that is turned away because it still had the old key is sent
   * once more with the new one.
   *
   * @throws {@link InvalidRequestError} `INVALID_OPTION`; the present key stays in use.
   */
  replace(key: string, replacement: KeyReplacement = {}): void {
    this.#take(this.#prepare(key, replacement), replacement)
    this.#key = new Secret(key)
  }

  /**
   * Refuses at once what the platform would refuse after a round trip. Does nothing when the permissions are unknown.
   *
   * @throws {@link PermissionError} `AUTH_INSUFFICIENT_PERMISSIONS`, naming the permission.
   */
  require(...permissions: readonly string[]): void {
    const missing = permissions.filter((one) => this.#permissions?.includes(one) === false)
    if (missing.length === 0) return
    throw new PermissionError(`The API key lacks the permission ${missing.join(', ')}`, {
      code: 'AUTH_INSUFFICIENT_PERMISSIONS',
      remedy: 'Use a credential that has the permission, or ask its owner to grant it.',
    })
  }

  #prepare(key: string, { secret }: KeyReplacement): Prepared {
    const { scheme = 'bearer', prefix = 'veza_' } = this.#options
    checkCredential('The API key', key)
    if (!key.startsWith(prefix)) throw invalidOption('The API key is invalid', prefixRemedy(key, prefix))
    if (key.startsWith('sk_')) refuseInBrowser('A secret key')
    if (scheme === 'bearer') {
      if (secret !== undefined)
        throw invalidOption(
          'apiKey(): a secret that is not used',
          "Add scheme: 'basic' or 'hmac', or leave it out.",
        )
      return fixed(`Bearer ${key}`)
    }
    const known = secret ?? environment('VEZA_API_SECRET')
    if (known === undefined)
      throw invalidOption(
        `apiKey(): scheme "${scheme}" needs a secret`,
        'Pass secret, or set VEZA_API_SECRET.',
      )
    checkCredential('The secret of the API key', known)
    refuseInBrowser('The secret of an API key')
    if (scheme === 'basic') {
      if (key.includes(':'))
        throw invalidOption('The API key is invalid', 'For Basic it may not hold a colon.')
      return fixed(`Basic ${btoa(`${key}:${known}`)}`)
    }
    if (key.includes('"')) throw invalidOption('The API key is invalid', 'It may not hold a quotation mark.')
    const headers = requestSigner(key, known, this.#clock)
    return { headers, isCurrent: ({ authorization }) => authorization?.includes(`key="${key}"`) === true }
  }

  #take({ headers, isCurrent }: Prepared, { permissions, expiresAt }: KeyReplacement): void {
    const { onExpiring } = this.#options
    this.#headers = headers
    this.#isCurrent = isCurrent
    this.#permissions = permissions
    this.#warnings = expiresAt && onExpiring ? new ExpiryWarnings(expiresAt.getTime(), onExpiring) : undefined
  }
}

interface Prepared {
  readonly headers: CredentialHeaders
  readonly isCurrent: (rejected: HeaderRecord) => boolean
}

function fixed(authorization: string): Prepared {
  const headers = Object.freeze({ authorization })
  return { headers: () => headers, isCurrent: (rejected) => rejected['authorization'] === authorization }
}

function prefixRemedy(key: string, prefix: string): string {
  if (key.startsWith('sk_'))
    return 'That is the secret that came with a key; pass the key itself first, and this one as secret.'
  return `A key begins with "${prefix}"; for another platform's key pass its prefix, or prefix: ''.`
}

/**
 * An API key as a credential (guide: "API Keys"; integrations: "Types d'Authentification").
 *
 * @param key - the key; where it is `undefined`, the environment variable `VEZA_API_KEY`.
 * @param options - see {@link ApiKeyOptions}.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; quotes nothing of the key or its secret.
 * @example
 * ```ts
 * import { apiKey } from '@veza/auth'
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza({ auth: apiKey(process.env['VEZA_API_KEY']) })
 * console.log(await veza.users.get(1))
 * ```
 */
export function apiKey(key: string | undefined, options: ApiKeyOptions = {}): ApiKeyAuthenticator {
  checkOptions('apiKey()', options, checks)
  const known = key ?? environment('VEZA_API_KEY')
  if (known === undefined)
    throw invalidOption('apiKey(): no key', 'Pass a key, or set the environment variable VEZA_API_KEY.')
  return new ApiKeyAuthenticator(known, options)
}

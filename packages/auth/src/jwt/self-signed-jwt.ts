import { type Clock, systemClock } from '@veza/resilience'
import {
  between,
  type Checks,
  checkOptions,
  hasMethods,
  invalidOption,
  isPlain,
  required,
  text,
  texts,
} from '@veza/resilience/options'
import type { Authenticator, AuthRequest, HeaderRecord, Rejection } from '../authenticator.ts'
import { privateKeyFrom } from '../options/private-key-from.ts'
import { detached } from '../time/detached.ts'
import { ServerClock } from '../time/server-clock.ts'
import { signJwt } from './sign-jwt.ts'
import { type SigningKey, type SigningKeyOptions, signingKey } from './signing-key.ts'

/** What a self-signed token says. */
export interface SelfSignedJwtOptions extends Partial<SigningKeyOptions> {
  /** Whoever signs: the name your app is known by. */
  readonly issuer: string
  /** @defaultValue 'veza-api' */
  readonly audience?: string
  /** The user it speaks for. */
  readonly userId: number
  /** What it may do. */
  readonly permissions: readonly string[]
  /** How long each token lives, in milliseconds; an hour at most. @defaultValue 600000 (10 minutes) */
  readonly lifeMs?: number
  /** Further claims. @defaultValue none */
  readonly claims?: Readonly<Record<string, unknown>>
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
}

const anything = () => undefined

const checks: Checks<SelfSignedJwtOptions> = {
  privateKey: anything,
  keyId: text,
  algorithm: anything,
  issuer: text,
  audience: text,
  userId: (value) => (Number.isSafeInteger(value) ? undefined : 'Pass a whole number.'),
  permissions: texts,
  lifeMs: between(10_000, 3_600_000, 'milliseconds'),
  claims: (value) => (isPlain(value) ? undefined : 'Pass an object of claims.'),
  clock: hasMethods('now', 'sleep'),
}

const own: readonly string[] = ['iss', 'aud', 'user_id', 'permissions', 'iat', 'nbf', 'exp', 'jti']

/** A token in use, and when the next is to take its place. */
interface Minted {
  readonly headers: HeaderRecord
  readonly renewAt: number
}

class SelfSignedJwt implements Authenticator {
  readonly #options: SelfSignedJwtOptions
  readonly #key: () => Promise<SigningKey>
  readonly #clock: ServerClock
  readonly #lifeMs: number
  #minted: Minted | undefined
  #minting: Promise<Minted> | undefined

  constructor(options: SelfSignedJwtOptions, key: () => Promise<SigningKey>) {
    this.#options = options
    this.#key = key
    this.#clock = new ServerClock(options.clock ?? systemClock)
    this.#lifeMs = options.lifeMs ?? 600_000
  }

  authenticate({ signal }: AuthRequest): HeaderRecord | Promise<HeaderRecord> {
    const minted = this.#minted
    if (minted !== undefined && this.#clock.now() < minted.renewAt) return minted.headers
    this.#minting ??= this.#mint().finally(() => {
      this.#minting = undefined
    })
    return detached(this.#minting, signal).then(({ headers }) => headers)
  }

  async refresh(rejected: HeaderRecord, _signal: AbortSignal, rejection?: Rejection): Promise<boolean> {
    const { authorization } = this.#minted?.headers ?? {}
    if (authorization !== undefined && rejected['authorization'] !== authorization) return true
    // The same claims would be refused again, unless it was the time in them.
    if (!this.#clock.learn(rejection?.headers.get('date'))) return false
    this.#minted = undefined
    return true
  }

  partition(): string {
    const { issuer, audience, userId, permissions, claims } = this.#options
    return JSON.stringify([issuer, audience, userId, permissions, claims])
  }

  async #mint(): Promise<Minted> {
    const { issuer, audience = 'veza-api', userId, permissions, claims } = this.#options
    const key = await this.#key()
    const iat = this.#clock.seconds()
    const token = await signJwt(key, {
      ...claims,
      user_id: userId,
      permissions,
      iss: issuer,
      aud: audience,
      iat,
      nbf: iat,
      exp: iat + Math.floor(this.#lifeMs / 1000),
      jti: crypto.randomUUID(),
    })
    // A fifth of its life is left for requests under way and clocks that disagree a little.
    const renewAt = iat * 1000 + this.#lifeMs * 0.8
    this.#minted = { headers: Object.freeze({ authorization: `Bearer ${token}` }), renewAt }
    return this.#minted
  }
}

/**
 * A bearer token that your app signs itself (guide: "JWT Tokens"): who it speaks for and what it may do are claims, and
 * the platform knows your public key. Neither a client assertion (`privateKeyJwt()`) nor a grant
 * (`jwtBearer()`): no authorization server takes part.
 *
 * A token is signed once and used for four fifths of its life. Where the server refuses it because the clocks differ, the
 * next one is signed by the server's clock.
 *
 * @param options - where `privateKey` is missing, the environment variable `VEZA_PRIVATE_KEY`.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; quotes nothing of the key.
 * @example
 * ```ts
 * import { generateKeyPairSync } from 'node:crypto'
 * import { selfSignedJwt } from '@veza/auth'
 *
 * const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
 * const auth = selfSignedJwt({
 *   privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
 *   keyId: 'key-2026',
 *   issuer: 'your-app',
 *   userId: 42,
 *   permissions: ['read:users'],
 * })
 * const { signal } = new AbortController()
 * const url = 'https://api.veza.app/v1/users'
 * const headers = await auth.authenticate({ method: 'GET', url, body: undefined, signal })
 * console.log(Object.keys(headers))
 * ```
 */
export function selfSignedJwt(options: SelfSignedJwtOptions): Authenticator {
  checkOptions('selfSignedJwt()', options, checks)
  required('selfSignedJwt()', options, 'issuer', 'userId', 'permissions')
  const clash = Object.keys(options.claims ?? {}).find((name) => own.includes(name))
  if (clash !== undefined)
    throw invalidOption(
      `selfSignedJwt(): the claim "${clash}" is made here`,
      'Use the option of that name instead.',
    )
  const privateKey = privateKeyFrom(options.privateKey)
  if (privateKey === undefined)
    throw invalidOption('selfSignedJwt(): no key', 'Pass privateKey, or set VEZA_PRIVATE_KEY.')
  return new SelfSignedJwt(options, signingKey('selfSignedJwt()', { ...options, privateKey }))
}

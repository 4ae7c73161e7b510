import { delay, isVezaError, type VezaError } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import type { Authenticator, AuthRequest, HeaderRecord, Rejection } from '../authenticator.ts'
import { type SessionLostReason, sessionLost } from '../errors/sign-in-errors.ts'
import { GuardedTokenStore } from '../stores/guarded-token-store.ts'
import { detached } from '../time/detached.ts'
import { type Phase, phaseAt, type TokenLife, tokenLife } from '../tokens/token-life.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { Outbox } from './outbox.ts'
import { boxed, type Held, type Landed, readGrant, refreshFlight } from './refresh-flight.ts'
import { replaceGrant } from './replace-grant.ts'
import type { SessionListener } from './session-event.ts'
import type { SessionParts } from './session-parts.ts'

const coolDown = { maxAttempts: Number.POSITIVE_INFINITY, baseDelayMs: 1000, factor: 2, maxDelayMs: 60_000 }
const saveAgain = { maxAttempts: 10, baseDelayMs: 1000, factor: 2, maxDelayMs: 60_000 }
const lookAgainMs = 1000

/** Where a session stands. */
export type SessionState = Phase | 'unknown' | 'broken' | 'lost'

/**
 * A grant that is kept alive (RFC 6749, 6): its token is served while it is good, renewed before it ends, and never lost
 * to a race, a crash or a bad network. Many sessions in many processes may share one grant by sharing a token store.
 *
 * Made by `oauth()` and `passwordLogin()`, or with an exchange of your own for a platform with ways of its own. Prints as
 * an empty object.
 *
 * @example
 * ```ts
 * import { oauth } from '@veza/auth/oauth'
 *
 * const client = oauth({ clientId: 'my-cli', redirectUri: 'http://127.0.0.1:8250/callback' })
 * const session = client.session({ account: 'alice' })
 * session.on((event) => console.log(event.type))
 * console.log(session.state) // unknown: nothing has been read yet
 * ```
 */
export class Session implements Authenticator {
  readonly #parts: SessionParts
  readonly #outbox = new Outbox()
  #held: Held | undefined
  #life: TokenLife | undefined
  /** Ready headers of a bearer token, so that a fresh one costs a comparison. */
  #headers: HeaderRecord | undefined
  #staleAt = Number.NEGATIVE_INFINITY
  #loading: Promise<void> | undefined
  #flight: Promise<void> | undefined
  #failure: { readonly error: VezaError; readonly until: number; readonly count: number } | undefined
  #lost: { readonly error: VezaError; lookAt: number } | undefined
  /** Counts signing in and out: what began before is not to change what came after. */
  #epoch = 0

  /** @param parts - what knows the protocol: `oauth()` and `passwordLogin()` bring theirs, an adapter its own. */
  constructor(parts: SessionParts) {
    this.#parts = { ...parts, store: new GuardedTokenStore(parts.store) }
  }

  /** Where the session stands, as far as is known without asking anybody. */
  get state(): SessionState {
    if (this.#lost) return 'lost'
    if (!this.#life) return 'unknown'
    return this.#failure ? 'broken' : phaseAt(this.#life, this.#parts.clock.now())
  }

  /** When the access token ends; `undefined` when that is not known. */
  get expiresAt(): Date | undefined {
    const at = this.#life?.expiresAt
    return at === undefined || !Number.isFinite(at) ? undefined : new Date(at)
  }

  /** What was granted, where the server said so. */
  get scope(): string | undefined {
    return this.#held?.tokens.scope
  }

  /**
   * Tells what happens to the session, once its state has settled.
   *
   * @returns stops telling.
   */
  on(listener: SessionListener): () => void {
    return this.#outbox.add(listener)
  }

  /**
   * The headers for one request; at once where the token is fresh.
   *
   * @throws {@link AuthenticationError} `AUTH_SESSION_LOST` or `AUTH_SIGN_IN_REQUIRED`: sign in again; or what makes the
   * refresh fail for now.
   */
  authenticate(request: AuthRequest): HeaderRecord | Promise<HeaderRecord> {
    if (this.#headers !== undefined && this.#parts.clock.now() < this.#staleAt) return this.#headers
    return this.#prepared(request)
  }

  /** Whose session it is: the same for every token that it goes through. */
  partition(): string {
    return this.#parts.key
  }

  /**
   * An access token that is good for now, for what is no HTTP request.
   *
   * @throws as {@link Session.authenticate}.
   */
  async accessToken(signal?: AbortSignal): Promise<Secret> {
    return new Secret((await this.#usable(signal)).accessToken)
  }

  /** Gets new tokens for a rejected one, unless they have come meanwhile. */
  async refresh(rejected: HeaderRecord, signal: AbortSignal, rejection?: Rejection): Promise<boolean> {
    if (rejection !== undefined && this.#parts.learn?.(rejection, rejected)) return true
    const token = /^(?:Bearer|DPoP) ([\x21-\x7e]+)$/.exec(rejected['authorization'] ?? '')?.[1]
    await this.#load()
    const held = this.#held
    if (token === undefined || held === undefined) return false
    if (held.tokens.accessToken !== token) return true
    // Turned away just after it was granted: another one would fare no better.
    if (this.#isTooSoon(held.tokens) || !this.#isRenewable(held.tokens)) return false
    if (this.#isCooling()) throw this.#failure?.error
    await detached(this.#start(token), signal)
    return this.#held?.tokens.accessToken !== token
  }

  /**
   * Signs out: forgets the tokens here and in the store, also those of a refresh under way, and revokes the grant where
   * the server offers that.
   *
   * @throws what made the revocation fail; the tokens are forgotten all the same.
   */
  async signOut(signal?: AbortSignal): Promise<void> {
    const unsaved = this.#held?.unsaved && this.#held.tokens
    this.#epoch++
    this.#lose(sessionLost('signed-out'), 'signed-out')
    const { replaced } = await replaceGrant(this.#parts, undefined)
    // What a refresh under way brings can no longer be saved; it gives that back itself.
    await this.#flight?.catch(() => undefined)
    this.#outbox.deliver()
    const tokens = unsaved ?? replaced
    const { revoke } = this.#parts.exchange
    if (tokens !== undefined && revoke !== undefined)
      await revoke(tokens, signal ?? AbortSignal.timeout(this.#parts.timing.refreshTimeoutMs))
  }

  /** Takes the tokens of a new sign-in, in place of any others. Called by whoever got them. */
  async signedIn(tokens: TokenSet): Promise<void> {
    this.#epoch++
    this.#lost = undefined
    this.#failure = undefined
    const epoch = this.#epoch
    this.#take({ tokens, version: undefined })
    let held: Held
    try {
      held = { tokens, version: (await replaceGrant(this.#parts, tokens)).version }
    } catch (error) {
      held = { tokens, version: undefined, unsaved: { error } }
    }
    if (epoch !== this.#epoch) return
    this.#held = held
    if (held.unsaved) this.#saveLater(held.unsaved.error)
    this.#outbox.push({ type: 'signed-in' })
    this.#outbox.deliver()
  }

  async #prepared(request: AuthRequest): Promise<HeaderRecord> {
    const tokens = await this.#usable(request.signal)
    return this.#parts.present?.(tokens, request) ?? bearer(tokens)
  }

  async #usable(signal: AbortSignal | undefined): Promise<TokenSet> {
    await this.#load()
    if (this.#lost) await this.#lookAgain()
    const held = this.#held
    const phase = this.#life === undefined ? 'expired' : phaseAt(this.#life, this.#parts.clock.now())
    if (held !== undefined && (phase === 'fresh' || this.#isTooSoon(held.tokens))) return held.tokens
    if (held !== undefined && phase === 'stale') {
      // Behind the caller's back; how it ends, the next one sees.
      if (!this.#isCooling() && this.#isRenewable(held.tokens)) this.#start().catch(() => undefined)
      return held.tokens
    }
    if (this.#isCooling()) throw this.#failure?.error
    await detached(this.#start(), signal)
    const now = this.#held
    if (now === undefined) throw this.#lost?.error ?? sessionLost('signed-out')
    return now.tokens
  }

  /** Reads the store, once. */
  #load(): Promise<void> {
    if (this.#held !== undefined || this.#lost !== undefined) return Promise.resolve()
    const epoch = this.#epoch
    this.#loading ??= readGrant(this.#parts)
      .then(({ record, version }) => {
        if (record !== undefined && epoch === this.#epoch) this.#take({ tokens: record.tokens, version })
      })
      .finally(() => {
        this.#loading = undefined
      })
    return this.#loading
  }

  /** A lost session comes back when somebody signs in in another process. Looked for once a second at most. */
  async #lookAgain(): Promise<void> {
    const lost = this.#lost
    const now = this.#parts.clock.now()
    if (lost === undefined) return
    if (now < lost.lookAt) throw lost.error
    lost.lookAt = now + lookAgainMs
    const epoch = this.#epoch
    const { record, version } = await readGrant(this.#parts)
    if (record === undefined || epoch !== this.#epoch) throw lost.error
    this.#lost = undefined
    this.#take({ tokens: record.tokens, version })
  }

  #isTooSoon({ obtainedAt }: TokenSet): boolean {
    const sinceMs = this.#parts.clock.now() - obtainedAt
    return sinceMs >= 0 && sinceMs < this.#parts.timing.minRefreshIntervalMs
  }

  /** Whether there is a way to the next token; else this one is used to its end. */
  #isRenewable({ refreshToken }: TokenSet): boolean {
    const { mint, refresh } = this.#parts.exchange
    return mint !== undefined || (refresh !== undefined && refreshToken !== undefined)
  }

  #isCooling(): boolean {
    return this.#failure !== undefined && this.#parts.clock.now() < this.#failure.until
  }

  /** One flight at a time, whoever asks. */
  #start(forced?: string): Promise<void> {
    this.#flight ??= this.#fly(forced)
    return this.#flight
  }

  async #fly(forced: string | undefined): Promise<void> {
    const epoch = this.#epoch
    try {
      const landed = await refreshFlight(this.#parts, this.#held, forced)
      if (epoch === this.#epoch) this.#land(landed)
    } catch (error) {
      if (epoch === this.#epoch) this.#fail(error)
      throw error
    } finally {
      this.#flight = undefined
      this.#outbox.deliver()
    }
  }

  #land({ held, how }: Landed): void {
    this.#failure = undefined
    this.#outbox.push({ type: how })
    this.#take(held)
    if (held.unsaved) this.#saveLater(held.unsaved.error)
  }

  #fail(error: unknown): void {
    if (isVezaError(error, 'AUTH_SESSION_LOST')) {
      const { reason } = error.details as { reason: SessionLostReason }
      this.#lose(error, reason)
      return
    }
    // Anybody may sign in at any moment: nothing to wait for.
    if (!isVezaError(error) || error.code === 'AUTH_SIGN_IN_REQUIRED') return
    const { clock, random } = this.#parts
    const count = (this.#failure?.count ?? 0) + 1
    const verdict = { retry: true, ambiguous: false, minDelayMs: error.retryAfterMs }
    const half = 0.5 + random() / 2
    const retryInMs = delay(verdict, count, { policy: coolDown, random: () => half }) ?? 0
    this.#failure = { error, until: clock.now() + retryInMs, count }
    this.#outbox.push({ type: 'refresh-failed', error, retryInMs })
  }

  #lose(error: VezaError, reason: SessionLostReason): void {
    this.#lost = { error, lookAt: this.#parts.clock.now() + lookAgainMs }
    this.#held = undefined
    this.#life = undefined
    this.#headers = undefined
    this.#failure = undefined
    this.#outbox.push({ type: 'lost', reason })
  }

  #take(held: Held): void {
    const life = tokenLife(held.tokens, this.#parts.random())
    this.#held = held
    this.#life = life
    this.#staleAt = life.staleAt
    this.#headers = this.#parts.present === undefined ? bearer(held.tokens) : undefined
  }

  #saveLater(error: unknown): void {
    this.#outbox.push({ type: 'save-failed', error })
    void this.#trySaving(this.#held).catch(() => undefined)
  }

  async #trySaving(held: Held | undefined): Promise<void> {
    const { clock, random } = this.#parts
    for (let attempt = 1; attempt < saveAgain.maxAttempts; attempt++) {
      const ms = delay({ retry: true, ambiguous: false }, attempt, { policy: saveAgain, random })
      await clock.sleep(ms ?? 0)
      if (held === undefined || this.#held !== held) return
      const saved = await this.#save(held).catch(() => false)
      if (!saved) continue
      this.#outbox.deliver()
      return
    }
  }

  /** @returns whether there is nothing left to do. */
  async #save(held: Held): Promise<boolean> {
    const { store, key } = this.#parts
    const { tokens } = held
    // A sign-in outranks what is in the store; a refresh gives way to whoever wrote since.
    const version =
      held.version === undefined
        ? (await replaceGrant(this.#parts, tokens)).version
        : await store.compareAndSwap(key, held.version, boxed({ tokens }))
    if (version === undefined || this.#held !== held) return true
    this.#held = { tokens, version }
    this.#outbox.push({ type: 'saved' })
    return true
  }
}

function bearer({ tokenType, accessToken }: TokenSet): HeaderRecord {
  return Object.freeze({ authorization: `${tokenType} ${accessToken}` })
}

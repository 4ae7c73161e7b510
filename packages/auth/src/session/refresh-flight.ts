import { ConflictError, isVezaError, retry } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import { sessionLost, signInRequired } from '../errors/sign-in-errors.ts'
import { within } from '../time/detached.ts'
import { fingerprint } from '../tokens/fingerprint.ts'
import { phaseAt, tokenLife } from '../tokens/token-life.ts'
import { decodeRecord, encodeRecord, type GrantRecord, type TokenSet } from '../tokens/token-set.ts'
import type { SessionParts } from './session-parts.ts'

/** Tokens in memory. */
export interface Held {
  readonly tokens: TokenSet
  /** Of the store, when they were read from it or written to it; `undefined` where it held nothing. */
  readonly version: string | undefined
  /** `undefined` once they are in the store; else why they are not. */
  readonly unsaved?: { readonly error: unknown } | undefined
}

/** How a flight ended: whose tokens these are. */
export interface Landed {
  readonly held: Held
  readonly how: 'refreshed' | 'adopted'
}

/** What the store holds of the grant. */
interface Entry {
  readonly version: string | undefined
  readonly record: GrantRecord | undefined
}

const retryPolicy = { maxAttempts: 3, baseDelayMs: 200, factor: 2, maxDelayMs: 2000 }
const mostRaces = 5

/** Reads a grant from its store. */
export async function readGrant({ store, key }: Pick<SessionParts, 'store' | 'key'>): Promise<Entry> {
  const stored = await store.get(key)
  const text = stored?.value?.reveal()
  return { version: stored?.version, record: text === undefined ? undefined : decodeRecord(text) }
}

/** A record in the box that stores take. */
export function boxed(record: GrantRecord): Secret {
  return new Secret(encodeRecord(record))
}

/**
 * One refresh: under the store's lock, look whether somebody else was faster, write a journal, exchange, and commit by
 * compare-and-swap.
 *
 * @param held - the tokens in memory.
 * @param forced - an access token that the API turned away although it seemed good.
 * @throws `AUTH_SESSION_LOST`, `AUTH_SIGN_IN_REQUIRED`, or what made the exchange fail this time.
 */
export function refreshFlight(
  parts: SessionParts,
  held: Held | undefined,
  forced: string | undefined,
): Promise<Landed> {
  const { store, key, clock, timing } = parts
  // The lock outlives the work: else a slow exchange could meet another one with the same refresh token.
  const ttlMs = timing.refreshTimeoutMs + 5000
  return store.withLock(key, { ttlMs, waitMs: ttlMs + 5000 }, () =>
    within({ timeoutMs: timing.refreshTimeoutMs, clock }, (signal) =>
      new Flight(parts, held, forced, signal).fly(),
    ),
  )
}

class Flight {
  readonly #parts: SessionParts
  readonly #held: Held | undefined
  readonly #forced: string | undefined
  readonly #signal: AbortSignal

  constructor(parts: SessionParts, held: Held | undefined, forced: string | undefined, signal: AbortSignal) {
    this.#parts = parts
    this.#held = held
    this.#forced = forced
    this.#signal = signal
  }

  async fly(): Promise<Landed> {
    for (let race = 0; race < mostRaces; race++) {
      const landed = await this.#once(await readGrant(this.#parts))
      if (landed !== undefined) return landed
    }
    throw new ConflictError('The token store changes under every attempt to refresh', {
      code: 'CONFLICT',
      retryable: true,
      remedy: 'Try again; another process is signing in or out.',
    })
  }

  /** `undefined` where somebody wrote in between: look again. */
  async #once(entry: Entry): Promise<Landed | undefined> {
    const tokens = this.#newest(entry)
    if (tokens === undefined) {
      if (this.#parts.exchange.mint) return this.#mint(entry)
      throw this.#held === undefined ? signInRequired() : sessionLost('signed-out')
    }
    if (this.#isUseful(tokens)) return adopted(tokens, entry.version)
    const { refreshToken } = tokens
    if (refreshToken === undefined || this.#parts.exchange.refresh === undefined) {
      if (this.#parts.exchange.mint) return this.#mint(entry)
      throw sessionLost('expired')
    }
    return this.#exchange(entry, tokens, refreshToken)
  }

  /** What could not be saved last time is newer than what is in the store, unless somebody wrote since. */
  #newest({ version, record }: Entry): TokenSet | undefined {
    const held = this.#held
    return held?.unsaved && held.version === version ? held.tokens : record?.tokens
  }

  /** Whether somebody else has refreshed already. */
  #isUseful(tokens: TokenSet): boolean {
    const { accessToken } = tokens
    if (accessToken === this.#forced || accessToken === this.#held?.tokens.accessToken) return false
    return phaseAt(tokenLife(tokens, 0), this.#parts.clock.now()) !== 'expired'
  }

  async #exchange(entry: Entry, tokens: TokenSet, refreshToken: string): Promise<Landed | undefined> {
    const { store, key, clock, exchange } = this.#parts
    const of = await fingerprint(refreshToken)
    const journal = { of, by: crypto.randomUUID(), at: clock.now() }
    // Somebody exchanged this very token, and has not been heard of since.
    const doubt = { ambiguous: entry.record?.journal?.of === of }
    const version = await store.compareAndSwap(key, entry.version, boxed({ tokens, journal }))
    if (version === undefined) return undefined
    const send = async () => (await exchange.refresh?.(refreshToken, this.#signal)) ?? tokens
    try {
      const answer = await this.#persistently(send, doubt)
      return await this.#commit(
        version,
        { ...answer, refreshToken: answer.refreshToken ?? refreshToken },
        refreshToken,
      )
    } catch (error) {
      if (isVezaError(error, 'AUTH_GRANT_REFUSED')) return this.#refused(refreshToken, doubt.ambiguous)
      // The server surely did nothing: no later failure shall be put down to this one.
      if (!doubt.ambiguous && !isVezaError(error, 'AUTH_SESSION_LOST'))
        await store.compareAndSwap(key, version, boxed({ tokens })).catch(() => undefined)
      throw error
    }
  }

  #persistently(send: () => Promise<TokenSet>, doubt: { ambiguous: boolean }): Promise<TokenSet> {
    const { clock, random, timing } = this.#parts
    const judge = (error: unknown) => {
      if (!isVezaError(error)) return { retry: false, ambiguous: false }
      if (error.outcomeUnknown) doubt.ambiguous = true
      return { retry: error.retryable, ambiguous: false, minDelayMs: error.retryAfterMs }
    }
    const deadline = clock.now() + timing.refreshTimeoutMs
    return retry(send, { judge, policy: retryPolicy, clock, random, deadline, signal: this.#signal })
  }

  async #mint({ version }: Entry): Promise<Landed | undefined> {
    const { exchange } = this.#parts
    const send = async () => {
      const tokens = await exchange.mint?.(this.#signal)
      if (tokens === undefined) throw signInRequired()
      return tokens
    }
    return this.#commit(version, await this.#persistently(send, { ambiguous: false }), undefined)
  }

  /** Writes new tokens over the version they replace. */
  async #commit(
    version: string | undefined,
    tokens: TokenSet,
    sent: string | undefined,
  ): Promise<Landed | undefined> {
    const { store, key, exchange } = this.#parts
    try {
      let known = version
      for (let race = 0; race < mostRaces; race++) {
        const next = await store.compareAndSwap(key, known, boxed({ tokens }))
        if (next !== undefined) return { held: { tokens, version: next }, how: 'refreshed' }
        const entry = await readGrant(this.#parts)
        const others = entry.record?.tokens
        if (others === undefined) {
          // Signed out meanwhile, and that counts: what has just been granted is given back.
          await exchange.revoke?.(tokens, this.#signal).catch(() => undefined)
          throw sessionLost('signed-out')
        }
        // Somebody signed in anew, or was passed the lock and rotated further: theirs is what the next process reads.
        if (sent === undefined || others.refreshToken !== sent) return adopted(others, entry.version)
        known = entry.version
      }
      throw new ConflictError('The token store changes under every attempt to save', {
        code: 'CONFLICT',
        retryable: true,
        remedy: 'Try again; another process is signing in or out.',
      })
    } catch (error) {
      if (isVezaError(error, 'AUTH_SESSION_LOST')) throw error
      // The old token may be void by now: the new one must not be dropped because a disk is full.
      return { held: { tokens, version, unsaved: { error } }, how: 'refreshed' }
    }
  }

  async #refused(refreshToken: string, ambiguous: boolean): Promise<Landed | undefined> {
    const { store, key, exchange } = this.#parts
    const entry = await readGrant(this.#parts)
    if (entry.record === undefined) throw sessionLost('signed-out')
    // Somebody else rotated meanwhile, which is why ours was refused.
    if (entry.record.tokens.refreshToken !== refreshToken) return undefined
    if (exchange.mint) return this.#mint(entry)
    const deleted = await store.compareAndSwap(key, entry.version, undefined)
    if (deleted === undefined) return undefined
    throw sessionLost(ambiguous ? 'rotation-interrupted' : 'revoked')
  }
}

function adopted(tokens: TokenSet, version: string | undefined): Landed {
  return { held: { tokens, version }, how: 'adopted' }
}

import type { TokenPolicy } from './token-options.ts'

/** The tokens of a session, as they are given out. */
export interface SessionTokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly lifeMs: number
}

/** A session that an access token is of. */
export interface FoundSession {
  readonly id: string
  readonly userId: number
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number
}

interface StoredSession {
  readonly id: string
  readonly userId: number
  readonly access: Map<string, number>
  readonly refresh: Map<string, { readonly expiresAt: number; usedAt?: number }>
}

const mostTokens = 100_000

/** The sessions of users who signed in with a password, and their tokens. */
export class SignInSessions {
  readonly #policy: TokenPolicy
  readonly #now: () => number
  readonly #byToken = new Map<string, StoredSession>()

  constructor(policy: TokenPolicy, now: () => number) {
    this.#policy = policy
    this.#now = now
  }

  begin(userId: number): SessionTokens {
    return this.#issue({ id: crypto.randomUUID(), userId, access: new Map(), refresh: new Map() })
  }

  /** New tokens for a refresh token; `undefined` where it is void. */
  refresh(refreshToken: string): SessionTokens | undefined {
    const session = this.#byToken.get(refreshToken)
    const known = session?.refresh.get(refreshToken)
    const now = this.#now()
    if (session === undefined || known === undefined || known.expiresAt <= now) return undefined
    const { rotation, graceMs } = this.#policy
    if (rotation === 'none') return this.#issue(session, refreshToken)
    if (known.usedAt !== undefined && !(rotation === 'grace' && now - known.usedAt < graceMs)) {
      // Whoever comes with a token that was used may have stolen it: nobody keeps the session.
      this.#end(session)
      return undefined
    }
    known.usedAt ??= now
    return this.#issue(session)
  }

  /** The session of an access token that is in force. */
  find(accessToken: string): FoundSession | undefined {
    const session = this.#byToken.get(accessToken)
    const expiresAt = session?.access.get(accessToken)
    if (session === undefined || expiresAt === undefined || expiresAt <= this.#now()) return undefined
    return { id: session.id, userId: session.userId, expiresAt }
  }

  /** Ends the session of a token of either kind; does nothing where there is none. */
  end(token: string): void {
    const session = this.#byToken.get(token)
    if (session !== undefined) this.#end(session)
  }

  /** Ends every session of a user. */
  endAllOf(userId: number): void {
    for (const session of new Set(this.#byToken.values())) if (session.userId === userId) this.#end(session)
  }

  #issue(session: StoredSession, kept?: string): SessionTokens {
    const { accessTokenLifeMs: lifeMs, refreshTokenLifeMs } = this.#policy
    const now = this.#now()
    this.#forgetOld(session, now)
    const accessToken = `vat_${randomText()}`
    const refreshToken = kept ?? `vrt_${randomText()}`
    session.access.set(accessToken, now + lifeMs)
    if (kept === undefined) session.refresh.set(refreshToken, { expiresAt: now + refreshTokenLifeMs })
    for (const token of [accessToken, refreshToken]) this.#byToken.set(token, session)
    this.#forgetOldest()
    return { accessToken, refreshToken, lifeMs }
  }

  #forgetOld({ access, refresh }: StoredSession, now: number): void {
    const old = [
      ...[...access].filter(([, expiresAt]) => expiresAt <= now),
      ...[...refresh].filter(([, { expiresAt }]) => expiresAt <= now),
    ]
    for (const [token] of old) {
      access.delete(token)
      refresh.delete(token)
      this.#byToken.delete(token)
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#byToken.values()
    if (this.#byToken.size > mostTokens && oldest !== undefined) this.#end(oldest)
  }

  #end({ access, refresh }: StoredSession): void {
    for (const token of [...access.keys(), ...refresh.keys()]) this.#byToken.delete(token)
  }
}

/** 256 bits as text that may stand in a header. */
function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

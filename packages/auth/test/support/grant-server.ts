import { AuthenticationError, ConnectionError } from '@veza/resilience'
import type { Exchange } from '../../src/session/session-parts.ts'
import type { TokenSet } from '../../src/tokens/token-set.ts'

/** How the model server treats a refresh token that was used before. */
export type RotationPolicy = 'strict' | 'grace' | 'none'

/** A model of an authorization server: what it would do to refresh tokens, without a network. */
export class GrantServer {
  /** What happens to the next exchanges, in order. */
  readonly faults: ('unsent' | 'lost' | 'server-error')[] = []
  exchanges = 0
  rotations = 0
  readonly revoked: string[] = []
  lifeMs: number | undefined = 3_600_000
  /** Held up until this resolves. */
  gate: Promise<void> = Promise.resolve()
  readonly #policy: RotationPolicy
  readonly #now: () => number
  #current = 0
  #previousGood = true
  #dead = false

  constructor(policy: RotationPolicy, now: () => number) {
    this.#policy = policy
    this.#now = now
  }

  /** Tokens of a new sign-in. */
  signIn(): TokenSet {
    this.#dead = false
    this.#current += 100
    return this.#tokens()
  }

  isDead(): boolean {
    return this.#dead
  }

  isCurrent(refreshToken: string): boolean {
    return !this.#dead && refreshToken === `refresh-${this.#current}`
  }

  readonly exchange: Exchange = {
    refresh: async (refreshToken) => {
      this.exchanges++
      const fault = this.faults.shift()
      await this.gate
      if (fault === 'unsent') throw unreachable(false)
      if (fault === 'server-error') throw unreachable(true)
      const tokens = this.#exchange(refreshToken)
      if (fault === 'lost') throw unreachable(true)
      return tokens
    },
    revoke: async ({ refreshToken }) => void this.revoked.push(refreshToken ?? ''),
  }

  #exchange(refreshToken: string): TokenSet {
    const isCurrent = this.isCurrent(refreshToken)
    const isPrevious = refreshToken === `refresh-${this.#current - 1}`
    if (this.#dead || (!isCurrent && !(this.#policy === 'grace' && isPrevious && this.#previousGood))) {
      // Reuse detection: whoever presents an old token may be a thief.
      if (this.#policy === 'strict') this.#dead = true
      throw refused()
    }
    if (isCurrent && this.#policy !== 'none') {
      this.#current++
      this.rotations++
    }
    return this.#tokens()
  }

  #tokens(): TokenSet {
    return {
      accessToken: `access-${this.#current}-${this.exchanges}`,
      refreshToken: `refresh-${this.#current}`,
      tokenType: 'Bearer',
      obtainedAt: this.#now(),
      lifeMs: this.lifeMs,
    }
  }
}

function unreachable(sent: boolean): ConnectionError {
  return new ConnectionError('The connection failed', {
    code: sent ? 'CONNECTION_RESET' : 'CONNECTION_FAILED',
    retryable: true,
    outcomeUnknown: sent,
    remedy: 'Try again.',
  })
}

function refused(): AuthenticationError {
  return new AuthenticationError('invalid_grant', { code: 'AUTH_GRANT_REFUSED', remedy: 'Sign in again.' })
}

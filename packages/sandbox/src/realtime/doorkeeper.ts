import type { Principal } from '../authorization/principal.ts'
import { authenticate } from '../protect/authenticate.ts'
import { ApiFailure } from '../routes/api-failure.ts'
import type { Platform } from '../routes/route.ts'

/** What a token allows, and until when. */
export interface Access {
  readonly token: string
  readonly key: Principal
  /** In milliseconds since the Unix epoch; `Infinity`, where it does not expire. */
  readonly expiresAt: number
}

/** Why somebody is not let in. */
export type Refused = 'invalid' | 'forbidden'

/** Lets in who may use realtime. */
export class Doorkeeper {
  readonly #platform: Platform
  readonly #tokenLifetimeMs: number

  constructor(platform: Platform, tokenLifetimeMs: number) {
    this.#platform = platform
    this.#tokenLifetimeMs = tokenLifetimeMs
  }

  /** @param certificate - thumbprint of the client certificate that was shown, to which the token may be bound. */
  async admit(token: string, certificate: string | undefined): Promise<Access | Refused> {
    const presented = certificate === undefined ? undefined : { method: 'GET', url: '', certificate }
    try {
      const key = await authenticate(this.#platform, `Bearer ${token}`, 'read:messages', presented)
      const keyEnd = key.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt)
      return { token, key, expiresAt: Math.min(keyEnd, this.#platform.now() + this.#tokenLifetimeMs) }
    } catch (error) {
      if (error instanceof ApiFailure) return error.status === 403 ? 'forbidden' : 'invalid'
      throw error
    }
  }
}

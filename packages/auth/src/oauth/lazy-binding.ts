import type { AuthRequest, HeaderRecord, Rejection } from '../authenticator.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { Grants } from './grants.ts'

/** A binding of tokens to a key whose code is loaded with the first request. */
export class LazyBinding {
  readonly #grants: () => Promise<Grants>
  /** There as soon as one proof was made: nothing can be rejected before. */
  #learn: ((rejection: Rejection, rejected: HeaderRecord) => boolean) | undefined

  constructor(grants: () => Promise<Grants>) {
    this.#grants = grants
  }

  /** The headers for one request. */
  async present(tokens: TokenSet, request: AuthRequest): Promise<HeaderRecord> {
    const { engine } = await this.#grants()
    this.#learn ??= await engine.learner()
    return engine.present(tokens, request)
  }

  /** Takes what an API said of a proof. @returns whether another attempt is worth it. */
  learn(rejection: Rejection, rejected: HeaderRecord): boolean {
    return this.#learn?.(rejection, rejected) === true
  }
}

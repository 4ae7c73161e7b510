import { isVezaError, type VezaError } from '@veza/resilience'
import type { ResponseHeaders } from '../transport/transport.ts'

/** What came with the data. */
export interface ResponseInfo {
  readonly status: number
  readonly headers: ResponseHeaders
  /** Where the answer came from, after redirects. */
  readonly url: string
  /** The server's id for the request: quote it to support. */
  readonly requestId: string | undefined
  /** How many times the request was sent: 0 where the answer was kept. */
  readonly attempts: number
}

/** Data, and the answer it came in. */
export interface WithResponse<T> {
  readonly data: T
  readonly response: ResponseInfo
}

/** What {@link Call.safe} gives: data or an error, never a throw. */
export type Result<T> =
  | { readonly ok: true; readonly data: T; readonly response: ResponseInfo; readonly error?: undefined }
  | {
      readonly ok: false
      readonly error: VezaError
      readonly data?: undefined
      readonly response?: undefined
    }

/**
 * A call under way: a promise of its data, with two more ways to take the outcome.
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * const user = await veza.users.get(1)
 * const { response } = await veza.users.get(1).withResponse()
 * const result = await veza.users.get(999_999).safe()
 * console.log(user.username, response.requestId, result.ok || result.error.code)
 * ```
 */
export class Call<T> implements Promise<T> {
  readonly #outcome: Promise<WithResponse<T>>

  /** @param outcome - what the call will come to. */
  constructor(outcome: Promise<WithResponse<T>>) {
    this.#outcome = outcome
  }

  get [Symbol.toStringTag](): string {
    return 'Call'
  }

  // biome-ignore lint/suspicious/noThenProperty: a call is a promise
  then<A = T, B = never>(
    onFulfilled?: ((data: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#outcome.then(({ data }) => data).then(onFulfilled, onRejected)
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected)
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#outcome.then(({ data }) => data).finally(onFinally)
  }

  /** The data together with status, headers, request id and number of attempts. Throws as the call itself does. */
  withResponse(): Promise<WithResponse<T>> {
    return this.#outcome
  }

  /**
   * Never throws an error of the SDK: gives `{ ok: true, data }` or `{ ok: false, error }`. Whatever else is thrown, by
   * a middleware say, is thrown here too.
   */
  async safe(): Promise<Result<T>> {
    try {
      return { ok: true, ...(await this.#outcome) }
    } catch (error) {
      if (isVezaError(error)) return { ok: false, error }
      throw error
    }
  }
}

import type { Cancellation } from '../exchange/cancellation.ts'
import type { HttpRequest } from '../exchange/middleware.ts'
import type { AuthRequest } from './authenticator.ts'

/** A request as an authenticator gets it. */
export class UnsignedRequest implements AuthRequest {
  readonly method: string
  readonly url: string
  readonly body: string | undefined
  readonly #cancellation: Cancellation

  constructor({ method, url, body }: HttpRequest, cancellation: Cancellation) {
    this.method = method
    this.url = url
    this.body = typeof body === 'string' ? body : undefined
    this.#cancellation = cancellation
  }

  get signal(): AbortSignal {
    return this.#cancellation.signal
  }
}

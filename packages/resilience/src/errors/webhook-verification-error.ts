import { VezaError, type VezaErrorOptions } from './veza-error.ts'

/** What a {@link WebhookVerificationError} is made of. */
export interface WebhookVerificationErrorOptions extends VezaErrorOptions {
  /** The HTTP status to answer the sender with. */
  readonly answerStatus: number
}

/**
 * A webhook was refused: nobody signed it, it was changed on the way, it is too old, it came before. Its code says
 * which; `answerStatus` is what to answer the sender: 200 to a duplicate, so that the sender stops, 4xx to what no
 * repeat mends, 5xx where the fault is here and the sender should try again.
 *
 * @example
 * ```ts
 * import { WebhookVerificationError } from '@veza/resilience'
 *
 * const error = new WebhookVerificationError('stripe: no signature matches', {
 *   code: 'WEBHOOK_SIGNATURE_MISMATCH',
 *   answerStatus: 401,
 *   remedy: 'Check the secret, and that the exact bytes of the body are verified.',
 * })
 * console.log(error.code, error.answerStatus)
 * ```
 */
export class WebhookVerificationError extends VezaError {
  declare readonly answerStatus: number

  /**
   * @param message - what is wrong, with no secret and nothing that was sent in it.
   * @param options - the code, what to answer, and what else is known.
   */
  constructor(message: string, options: WebhookVerificationErrorOptions) {
    super(message, options)
  }

  override get name(): string {
    return 'WebhookVerificationError'
  }
}

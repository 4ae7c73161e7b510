/**
 * Why a webhook is refused, on its way to the verifier's edge, which makes a {@link WebhookVerificationError} of it:
 * remedies and answers are loaded only then.
 */
export class Refused extends Error {
  readonly code: string

  /**
   * @param code - the code of the catalogue.
   * @param message - what is wrong, quoting nothing that was sent.
   * @param cause - the error underneath.
   */
  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

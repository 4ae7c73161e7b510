/**
 * Why a webhook is refused, on its way to the verifier's edge, which makes a {@link WebhookVerificationError} of it:
 * sentences, remedies and answers are loaded only then.
 */
export class Refused extends Error {
  readonly code: string

  /**
   * @param code - the code of the catalogue.
   * @param detail - what the sentence of the code lacks, quoting nothing that was sent.
   * @param cause - the error underneath.
   */
  constructor(code: string, detail = '', cause?: unknown) {
    super(detail, { cause })
    this.code = code
  }
}

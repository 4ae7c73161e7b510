import { Refused } from '../refusals/refused.ts'

/** The refusal of a body that is too long. */
export function tooLarge(maxBytes: number): Refused {
  return new Refused('WEBHOOK_BODY_TOO_LARGE', String(maxBytes))
}

import { InvalidResponseError } from '@veza/resilience'

/** The error for an answer of more than `maxBytes`. */
export function tooLarge(maxBytes: number): InvalidResponseError {
  return new InvalidResponseError(`The answer is larger than ${maxBytes} bytes`, {
    code: 'RESPONSE_TOO_LARGE',
    remedy: 'Ask for less at a time, or raise maxResponseBytes.',
  })
}

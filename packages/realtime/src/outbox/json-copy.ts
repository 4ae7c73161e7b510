import { InvalidRequestError } from '@veza/resilience'

/**
 * A copy of an object as JSON has it: its owner may change it before it is sent, or sent again.
 *
 * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` where JSON cannot write it.
 */
export function jsonCopy(value: Record<string, unknown>): Record<string, unknown> {
  try {
    return JSON.parse(JSON.stringify(value)) as Record<string, unknown>
  } catch (cause) {
    throw new InvalidRequestError('room.send(): option "metadata" is invalid', {
      code: 'INVALID_ARGUMENT',
      remedy: 'Pass an object that JSON can write: without circles and without bigints.',
      cause,
    })
  }
}

import { invalidOption } from '@veza/resilience/options'

/**
 * A copy of an object as JSON has it: its owner may change it before it is sent, or sent again.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION` where JSON cannot write it.
 */
export function jsonCopy(value: Record<string, unknown>): Record<string, unknown> {
  try {
    return JSON.parse(JSON.stringify(value)) as Record<string, unknown>
  } catch {
    const remedy = 'Pass an object that JSON can write: without circles and without bigints.'
    throw invalidOption('room.send(): option "metadata" is invalid', remedy)
  }
}

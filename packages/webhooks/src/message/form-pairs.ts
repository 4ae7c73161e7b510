import { Refused } from '../refusals/refused.ts'

/**
 * Names and values of a form, decoded. What is no UTF-8 is refused: `URLSearchParams` would replace it, and two different
 * bodies would come to the same.
 */
export function formPairs(text: string): [name: string, value: string][] {
  return text.split('&').flatMap((piece) => {
    const equals = piece.indexOf('=')
    const [name, value] = equals === -1 ? [piece, ''] : [piece.slice(0, equals), piece.slice(equals + 1)]
    return piece === '' ? [] : [[decoded(name), decoded(value)]]
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new Refused('WEBHOOK_BODY_INVALID', 'a form of UTF-8')
  }
}

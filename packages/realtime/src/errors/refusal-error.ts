import type { Refusal } from '@veza/protocol/realtime'
import { errorForStatus, type VezaError } from '@veza/resilience'
import { codeForStatus, knownCode } from '@veza/resilience/codes'

const longestMessage = 500

/**
 * The error for what the server refused by an `error` frame.
 *
 * @param clean - takes out what must not be printed: servers like to repeat the token they refuse.
 */
export function refusalError(refusal: Refusal, clean: (text: string) => string): VezaError {
  const { code, message, retryAfterMs } = refusal
  const known = knownCode(code)
  const status = known?.status ?? 400
  const remedy = known?.remedy ?? knownCode(codeForStatus(status))?.remedy
  return new (errorForStatus(status))(printable(clean(message)), {
    code: isCode(code) && clean(code) === code ? code : codeForStatus(status),
    status,
    retryable: known?.hopeless !== true && (status === 429 || status >= 500),
    remedy: remedy ?? 'Correct the call as the message says.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

function isCode(code: string): boolean {
  return /^[\w.-]{1,64}$/.test(code)
}

/** A text of a server for one line of a log. */
function printable(text: string): string {
  return text.slice(0, longestMessage).replaceAll(/\p{C}+/gu, ' ')
}

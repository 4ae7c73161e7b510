import type { Refusal } from '@veza/protocol/realtime'
import { errorForStatus, type VezaError } from '@veza/resilience'
import { codeForStatus, knownCode } from '@veza/resilience/codes'

/** The error for what the server refused by an `error` frame. */
export function refusalError({ code, message, retryAfterMs }: Refusal): VezaError {
  const known = knownCode(code)
  const status = known?.status ?? 400
  return new (errorForStatus(status))(message.slice(0, 500), {
    code,
    status,
    retryable: known?.hopeless !== true && (status === 429 || status >= 500),
    remedy:
      known?.remedy ?? knownCode(codeForStatus(status))?.remedy ?? 'Correct the call as the message says.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

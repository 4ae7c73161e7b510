import type { RetryPolicy } from '@veza/resilience'
import {
  anything,
  atLeast,
  type Checks,
  checkOptions,
  hasMethods,
  isA,
  isPlain,
  positive,
} from '@veza/resilience/options'
import type { SendOptions } from './send-options.ts'

/** Headers that say where a request goes and where it ends: a second reading of them would be a hole in the guard. */
const framing = /^(?:host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect|proxy-.*)$/i

const retryChecks: Checks<RetryPolicy> = {
  maxAttempts: atLeast(0, 'attempts'),
  baseDelayMs: atLeast(0, 'milliseconds'),
  factor: atLeast(0, 'times'),
  maxDelayMs: atLeast(0, 'milliseconds'),
}

const checks: Checks<SendOptions> = {
  secrets: anything,
  scheme: anything,
  id: (value) =>
    typeof value === 'string' && /^[\w-]{1,255}$/.test(value)
      ? undefined
      : 'Pass 1 to 255 letters, digits, hyphens and underscores.',
  headers: headersRemedy,
  transport: (value) => isA('function')(value) && 'Pass what guardedTransport() returns.',
  timeoutMs: positive('milliseconds'),
  totalTimeoutMs: positive('milliseconds'),
  retry: anything,
  maxResponseBytes: positive('bytes'),
  signal: (value) =>
    hasMethods('addEventListener')(value) && 'Pass the signal of an AbortController, not the controller.',
  logger: hasMethods('info'),
  clock: hasMethods('now', 'sleep'),
  random: isA('function'),
}

/**
 * Refuses wrong options before anything is sent.
 *
 * @throws InvalidRequestError `INVALID_OPTION`
 */
export function checkSendOptions(options: SendOptions): void {
  checkOptions('sendWebhook()', options, checks)
  const { retry = false } = options
  if (retry !== false) checkOptions<Partial<RetryPolicy>>('option "retry"', retry, retryChecks)
}

function headersRemedy(headers: unknown): string | undefined {
  const remedy = 'Pass names and values of printable ASCII.'
  if (!isPlain(headers)) return remedy
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w-]+$/.test(name) || typeof value !== 'string' || !/^[\t\x20-\x7e]*$/.test(value)) return remedy
    if (framing.test(name)) return `Leave ${name.toLowerCase()} out: the transport writes it.`
  }
  return undefined
}

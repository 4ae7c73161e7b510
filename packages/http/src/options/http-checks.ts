import { InvalidRequestError } from '@veza/resilience'
import { atLeast, type Check, type Checks, hasMethods, isA, isPlain, oneOf } from '@veza/resilience/options'
import type { CallOptions, HttpOptions } from './http-options.ts'

const duration = atLeast(1, 'milliseconds')

const policy: Readonly<Record<string, Check>> = {
  maxAttempts: (value) => (value === Number.POSITIVE_INFINITY ? undefined : wholeNumber('times')(value)),
  baseDelayMs: atLeast(0, 'milliseconds'),
  factor: atLeast(1, 'times'),
  maxDelayMs: atLeast(0, 'milliseconds'),
}

const retryExample = ', as { maxAttempts: 5 }, or false'

/** What each option of a client must be. */
export const httpChecks: Checks<HttpOptions> = {
  baseUrl: isA('string'),
  allowInsecureHttp: isA('boolean'),
  authenticator: hasMethods('authenticate'),
  headers: headerRecord,
  timeoutMs: duration,
  totalTimeoutMs: duration,
  retry: orFalse(fields({ ...policy, bucketCapacity: atLeast(0, 'tokens') }, retryExample)),
  rateLimit: fields(
    {
      limit: wholeNumber('requests'),
      intervalMs: (value) =>
        value === Number.POSITIVE_INFINITY ? 'Write a time that ends.' : duration(value),
      onLimit: oneOf('wait', 'throw'),
      maxWaitMs: atLeast(0, 'milliseconds'),
      maxQueue: atLeast(0, 'calls'),
    },
    ', as { limit: 50 }',
  ),
  idempotencyKeys: oneOf('learn', true, false),
  maxResponseBytes: atLeast(1, 'bytes'),
  validation: oneOf('off', 'warn', 'strict'),
  cache: (value) =>
    typeof value === 'boolean'
      ? undefined
      : fields({
          store: hasMethods('get', 'set', 'clear'),
          maxBytes: atLeast(0, 'bytes'),
        })(value),
  logger: (value) =>
    hasMethods('debug', 'info', 'warn', 'error')(value) && 'Pass console, or a logger such as pino.',
  tracer: hasMethods('startSpan'),
  middleware: (value) =>
    Array.isArray(value) && value.every((layer) => typeof layer === 'function')
      ? undefined
      : 'Pass a list of functions (request, next) => response.',
  pool: fields({
    connections: wholeNumber('connections'),
    keepAliveMs: duration,
    connectTimeoutMs: duration,
    http2: isA('boolean'),
  }),
  fetch: isA('function'),
  transport: isA('function'),
  clock: hasMethods('now', 'sleep'),
  random: isA('function'),
}

/** What each option of a call must be. */
export const callChecks: Checks<CallOptions> = {
  signal: (value) =>
    hasMethods('addEventListener', 'removeEventListener')(value) === undefined &&
    'aborted' in (value as object)
      ? undefined
      : 'Pass the signal of an AbortController, not the controller.',
  timeoutMs: httpChecks.timeoutMs,
  totalTimeoutMs: httpChecks.totalTimeoutMs,
  retry: orFalse(fields(policy, retryExample)),
  idempotencyKey: (value) =>
    typeof value === 'string' && /^[\x21-\x7e]{1,255}$/.test(value)
      ? undefined
      : 'Pass 1 to 255 printable ASCII characters without spaces, such as a UUID.',
  headers: headerRecord,
  validation: httpChecks.validation,
  cache: oneOf(true, false, 'reload'),
}

function wholeNumber(unit: string): Check {
  return (value) =>
    Number.isSafeInteger(value) && Number(value) >= 1
      ? undefined
      : `Write a whole number of ${unit}, 1 or more.`
}

function orFalse(check: Check): Check {
  return (value) => (value === false ? undefined : check(value))
}

/** @param example - what to write, where the value is no object. */
function fields(checks: Readonly<Record<string, Check>>, example = ''): Check {
  const known = Object.keys(checks).join(', ')
  return (value) => {
    if (!isPlain(value)) return `Pass an object with ${known}${example}.`
    for (const [name, item] of Object.entries(value)) {
      if (!Object.hasOwn(checks, name)) return `It has no "${name}"; it has ${known}.`
      const remedy = item === undefined ? undefined : checks[name]?.(item)
      if (remedy !== undefined) return `Its "${name}": ${remedy}`
    }
    return undefined
  }
}

/**
 * Refuses headers that a middleware or an authenticator got wrong.
 *
 * @throws {@link InvalidRequestError} `INVALID_ARGUMENT`
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  const remedy = headerRecord(headers)
  if (remedy === undefined) return
  throw new InvalidRequestError('A header is invalid', { code: 'INVALID_ARGUMENT', remedy })
}

/** A header's value that holds a line break could add headers of its own; the runtime's error would print it. */
function headerRecord(value: unknown): string | undefined {
  if (!isPlain(value)) return 'Pass a plain object of header names and values.'
  for (const [name, text] of Object.entries(value)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      return 'A header name holds a character that HTTP does not allow there.'
    if (typeof text !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
      return `The header "${name}" needs a text of Latin-1 characters without line breaks.`
    }
  }
  return undefined
}

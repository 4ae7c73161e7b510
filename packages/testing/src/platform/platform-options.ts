import { httpChecks } from '@veza/http'
import type { Clock } from '@veza/resilience'
import { type Checks, checkOptions, isA } from '@veza/resilience/options'
import type { SandboxOptions } from '@veza/sandbox'

/** Options of {@link vezaPlatform} and `vezaHandlers`. */
export interface PlatformOptions
  extends Pick<
    SandboxOptions,
    'seed' | 'idempotencyKeys' | 'rateLimit' | 'maxBodyBytes' | 'maxFileBytes' | 'maxAgeMs'
  > {
  /**
   * Where the platform seems to be, with its version: what the code under test has as its `baseUrl`.
   *
   * @defaultValue 'https://veza.test/v1'
   */
  readonly baseUrl?: string
  /** The platform's time, and the client's by `options`; a {@link ManualClock}, say. @defaultValue the machine's clock */
  readonly clock?: Clock
  /**
   * Names of further headers whose values `requests` shows: of headers that may hold a credential it shows none, and
   * those are all but a few that are known.
   *
   * @defaultValue none
   */
  readonly showHeaders?: readonly string[]
}

const checks: Checks<PlatformOptions> = {
  seed: (value) => (Number.isSafeInteger(value) ? undefined : 'Write a whole number.'),
  idempotencyKeys: isA('boolean'),
  rateLimit: (value) =>
    value === false || isRateLimit(value)
      ? undefined
      : 'Write { limit, windowMs }, both 1 or more, or false.',
  maxBodyBytes: bytes,
  maxFileBytes: bytes,
  maxAgeMs: (value) =>
    typeof value === 'number' && value >= 0 ? undefined : 'Write a number of milliseconds, 0 or more.',
  baseUrl: (value) =>
    typeof value === 'string' && isBaseUrl(value)
      ? undefined
      : 'Write it as "https://veza.test/v1": an http or https URL without user, query, fragment or wildcard.',
  clock: httpChecks.clock,
  showHeaders: (value) =>
    Array.isArray(value) && value.every((name) => typeof name === 'string')
      ? undefined
      : "Pass a list of header names: ['x-tenant'].",
}

/** The options with their defaults. */
export interface PlatformSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly clock: Clock | undefined
  readonly showHeaders: readonly string[]
  readonly sandbox: SandboxOptions
}

/**
 * Checks the options and fills them up.
 *
 * @param what - whose options they are, for the message.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function platformSettings(what: string, options: PlatformOptions): PlatformSettings {
  checkOptions(what, options, checks)
  const { baseUrl = 'https://veza.test/v1', clock, showHeaders = [], ...sandbox } = options
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    clock,
    showHeaders,
    sandbox: { ...sandbox, ...(clock !== undefined && { now: () => clock.now() }) },
  }
}

/** Characters beside these would mean something to msw. */
function isBaseUrl(text: string): boolean {
  return /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~%-]*)*$/i.test(text) && URL.canParse(text)
}

function bytes(value: unknown): string | undefined {
  return typeof value === 'number' && value >= 1 ? undefined : 'Write a number of bytes, 1 or more.'
}

function isRateLimit(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { limit, windowMs } = value as Readonly<Record<string, unknown>>
  return Number(limit) >= 1 && Number(windowMs) >= 1
}

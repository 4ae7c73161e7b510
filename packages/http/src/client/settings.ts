import {
  type Clock,
  defaultRetryPolicy,
  type Logger,
  RetryBucket,
  type RetryPolicy,
  systemClock,
  type Tracer,
} from '@veza/resilience'
import type { RateLimiter, RateLimitOptions } from '@veza/resilience/limits'
import { checkOptions, invalidOption } from '@veza/resilience/options'
import { runtimeTransport } from '#runtime-transport'
import { Contract } from '../answers/contract.ts'
import type { Authenticator } from '../auth/authenticator.ts'
import { CacheSlot } from '../cache/cache-slot.ts'
import type { Middleware } from '../exchange/middleware.ts'
import { neverThrowing, neverThrowingTracer } from '../observe/never-throwing.ts'
import { StatsCounter } from '../observe/stats.ts'
import { checkBaseUrl, productionBaseUrl } from '../options/check-base-url.ts'
import { httpChecks } from '../options/http-checks.ts'
import type { HttpOptions, Validation } from '../options/http-options.ts'
import { kyTransport } from '../transport/ky-transport.ts'
import type { Transport } from '../transport/transport.ts'

/** A client's options with their defaults, and the state that all its calls share. */
export interface Settings {
  readonly baseUrl: string
  /** The base URL's parts. */
  readonly host: URL
  /** Where the base URL is: no request goes elsewhere. */
  readonly origin: string
  readonly stats: StatsCounter
  readonly authenticator: Authenticator | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly totalTimeoutMs: number
  readonly retry: RetryPolicy
  readonly bucket: RetryBucket
  /** Loaded by those who want one; their first calls wait for it in their order. */
  readonly limiter: Promise<RateLimiter> | undefined
  readonly maxResponseBytes: number
  readonly validation: Validation
  readonly logger: Logger
  /** Whether anyone may want to hear of every answer. */
  readonly tellsDebug: boolean
  readonly tracer: Tracer | undefined
  readonly middleware: readonly Middleware[]
  readonly transport: Transport
  readonly clock: Clock
  readonly random: () => number
  readonly contract: Contract
  readonly cache: CacheSlot
  readonly idempotencyKeys: 'learn' | boolean
  /** Whether the server is known to honour idempotency keys, by option or by what it last said. */
  honoursKeys: boolean
}

/** No retries at all. */
export const never: Partial<RetryPolicy> = { maxAttempts: 1 }

/** Checks the options and fills them up. @param what - whose options they are, for messages. */
export function settingsFrom(options: HttpOptions, what: string): Settings {
  checkOptions(what, options, httpChecks)
  const { baseUrl = productionBaseUrl, rateLimit, clock = systemClock, idempotencyKeys = 'learn' } = options
  const [one, other] = (['fetch', 'transport', 'pool'] as const).filter((name) => options[name] !== undefined)
  if (other !== undefined) throw invalidOption(what, `Pass ${one} or ${other}, not both.`)
  checkBaseUrl(baseUrl, options.allowInsecureHttp ?? false, `${what}: option "baseUrl"`)
  const retry = options.retry === false ? never : defined(options.retry)
  const logger = neverThrowing(options.logger ?? consoleForWarnings)
  const host = new URL(baseUrl)
  return {
    baseUrl: host.href,
    host,
    origin: host.origin,
    stats: new StatsCounter(),
    authenticator: options.authenticator,
    headers: lowerCased(options.headers ?? {}),
    timeoutMs: options.timeoutMs ?? 30_000,
    totalTimeoutMs: options.totalTimeoutMs ?? 60_000,
    retry: { ...defaultRetryPolicy, ...retry },
    bucket: new RetryBucket(options.retry ? options.retry.bucketCapacity : undefined),
    limiter: rateLimit && loadLimiter(rateLimit, clock),
    maxResponseBytes: options.maxResponseBytes ?? 16 * 1024 * 1024,
    validation: options.validation ?? 'warn',
    logger,
    tellsDebug: options.logger !== undefined,
    tracer: options.tracer && neverThrowingTracer(options.tracer),
    middleware: options.middleware ?? [],
    transport: transportFrom(options),
    clock,
    random: options.random ?? Math.random,
    contract: new Contract(logger),
    cache: new CacheSlot(options.cache ?? false, clock, logger),
    idempotencyKeys,
    honoursKeys: idempotencyKeys === true,
  }
}

async function loadLimiter(options: RateLimitOptions, clock: Clock): Promise<RateLimiter> {
  const { RateLimiter } = await import('@veza/resilience/limits')
  return new RateLimiter({ limit: options.limit, ...defined(options) }, clock)
}

function transportFrom({ transport, fetch: customFetch, pool }: HttpOptions): Transport {
  if (transport !== undefined) return transport
  return customFetch === undefined ? runtimeTransport(pool) : kyTransport(customFetch)
}

/** Options without those that are `undefined`: spread over defaults they would take their place. */
export function defined<T extends object>(options: T | undefined): Partial<T> {
  return Object.fromEntries(
    Object.entries(options ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<T>
}

/** HTTP header names are compared without regard to case. */
export function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  const lower: Record<string, string> = {}
  for (const name of Object.keys(headers)) lower[name.toLowerCase()] = headers[name] as string
  return lower
}

/** Where warnings go when the caller names no logger: an answer that breaks the contract must not pass unseen. */
const consoleForWarnings: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (fields, message) => console.warn(message, fields),
  error: (fields, message) => console.error(message, fields),
}

import { isOffset } from './authorization/platform-clock.ts'
import { isRegistration, type SigningKeyRegistration } from './authorization/signing-keys.ts'
import { isTokenOptions, type TokenOptions, tokenOptionNames } from './authorization/token-options.ts'
import type { ContentStore } from './content/content-store.ts'
import type { RateLimit } from './protect/rate-limit.ts'
import { isRealtimeOptions, type RealtimeOptions, realtimeOptionNames } from './realtime/realtime-options.ts'
import {
  isWebhookSending,
  type WebhookSendingOptions,
  webhookSendingNames,
} from './webhooks/webhook-options.ts'

/** Options of {@link createSandbox}. */
export interface SandboxOptions {
  /** Which data, ids and keys the platform begins with: the same for the same seed. @defaultValue 1 */
  readonly seed?: number
  /** Milliseconds since the Unix epoch. @defaultValue Date.now */
  readonly now?: () => number
  /** How far the platform's clock is ahead of `now`, in milliseconds; negative: behind. @defaultValue 0 */
  readonly clockOffsetMs?: number
  /** Whether idempotency keys are honoured, and announced with `Idempotency-Key-Support`. @defaultValue true */
  readonly idempotencyKeys?: boolean
  /** How many requests each caller may send; `false`: any number. @defaultValue 10,000 in 60,000 ms */
  readonly rateLimit?: RateLimit | false
  /** The largest request body to take, in bytes. @defaultValue 1,048,576 (1 MiB) */
  readonly maxBodyBytes?: number
  /** The largest file to take, in bytes. @defaultValue 2,147,483,648 (2 GiB) */
  readonly maxFileBytes?: number
  /** Where uploaded files go. @defaultValue a {@link memoryContentStore} of 64 MiB */
  readonly contentStore?: ContentStore
  /** How long answers to GET stay fresh in a cache (`Cache-Control: max-age`), in milliseconds. @defaultValue 0 */
  readonly maxAgeMs?: number
  /** What stands between file and expiry in the text that a stream's URL is signed over. @defaultValue ':' */
  readonly streamUrlSeparator?: string
  /** Whether web pages of other origins may ask and read everything. @defaultValue false */
  readonly cors?: boolean
  /** How access and refresh tokens behave. @defaultValue strict rotation, an hour */
  readonly tokens?: TokenOptions
  /** Public keys of apps that sign their own tokens (guide: "JWT Tokens"). @defaultValue none */
  readonly signingKeys?: readonly SigningKeyRegistration[]
  /** How webhooks are sent. @defaultValue to this machine only, three times again */
  readonly webhooks?: WebhookSendingOptions
  /** How WebSockets are served. @defaultValue both protocols, with the defaults of {@link RealtimeOptions} */
  readonly realtime?: RealtimeOptions
}

const checks: Readonly<Record<keyof SandboxOptions, [(value: unknown) => boolean, string]>> = {
  seed: [Number.isSafeInteger, 'a whole number'],
  now: [(value) => typeof value === 'function', 'a function that gives milliseconds since the Unix epoch'],
  clockOffsetMs: [isOffset, 'a number of milliseconds, a year at most either way'],
  idempotencyKeys: [(value) => typeof value === 'boolean', 'true or false'],
  rateLimit: [isRateLimit, '{ limit, windowMs }, both 1 or more, or false'],
  maxBodyBytes: [(value) => typeof value === 'number' && value >= 1, 'a number of bytes, 1 or more'],
  maxFileBytes: [(value) => typeof value === 'number' && value >= 1, 'a number of bytes, 1 or more'],
  contentStore: [isContentStore, 'memoryContentStore(), fileContentStore() or alike'],
  maxAgeMs: [(value) => typeof value === 'number' && value >= 0, 'a number of milliseconds, 0 or more'],
  streamUrlSeparator: [
    (value) => typeof value === 'string' && /^\D+$/.test(value),
    'a text without digits that is not empty',
  ],
  cors: [(value) => typeof value === 'boolean', 'true or false'],
  tokens: [
    isTokenOptions,
    `an object with some of ${tokenOptionNames}; lives in milliseconds, 1,000 or more`,
  ],
  signingKeys: [
    (value) => Array.isArray(value) && value.every(isRegistration),
    'a list of { issuer, key }, each key a public one as JWK',
  ],
  realtime: [isRealtimeOptions, `an object with some of ${realtimeOptionNames}`],
  webhooks: [isWebhookSending, `an object with some of ${webhookSendingNames}`],
}

/**
 * Refuses options that are wrong or unknown.
 *
 * @throws TypeError with a sentence that says what to write instead.
 */
export function checkOptions(options: SandboxOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof SandboxOptions] : undefined
    if (check === undefined) {
      throw new TypeError(
        `createSandbox: unknown option "${name}". The options are: ${Object.keys(checks).join(', ')}.`,
      )
    }
    if (value !== undefined && !check[0](value)) {
      throw new TypeError(`createSandbox: option "${name}" is invalid. Write ${check[1]}.`)
    }
  }
}

function isContentStore(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { write, close } = value as Partial<ContentStore>
  return typeof write === 'function' && typeof close === 'function'
}

function isRateLimit(value: unknown): boolean {
  if (value === false) return true
  if (typeof value !== 'object' || value === null) return false
  const { limit, windowMs } = value as Partial<RateLimit>
  return Number(limit) >= 1 && Number(windowMs) >= 1
}

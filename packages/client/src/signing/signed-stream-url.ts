import { checkBaseUrl } from '@veza/http'
import { InvalidRequestError } from '@veza/resilience'
import { type Check, type Checks, checkOptions, invalidOption, isA } from '@veza/resilience/options'
import type { Secret } from '@veza/resilience/secrets'
import { isDate } from '../resources/list-options.ts'
import { defaultSeparator, secretCheck, separatorCheck, streamSignature } from './stream-signature.ts'

/** How long a signed URL holds, and what it is signed with. Pass either `expiresAt` or `ttlMs`. */
export interface StreamUrlOptions {
  /** When the URL stops working; a part of a second is dropped. */
  readonly expiresAt?: Date
  /** How long the URL works, in milliseconds; a part of a second is dropped. */
  readonly ttlMs?: number
  /** The secret that came with an API key; that key must be allowed to `read:streams`. Never put it in a web page. */
  readonly secret: Secret | string
  /** What stands between file and expiry in the signed text; some stream servers use `|`. @defaultValue ':' */
  readonly separator?: string
}

/** {@link StreamUrlOptions}, and where the stream server is. */
export interface SignStreamUrlOptions extends StreamUrlOptions {
  /** Where the stream server is; the URL is below it. */
  readonly baseUrl: string
  /** Allows `http://` to other machines. @defaultValue false */
  readonly allowInsecureHttp?: boolean
  /** Milliseconds since the Unix epoch. @defaultValue Date.now */
  readonly now?: () => number
}

const positive: Check = (value) =>
  typeof value === 'number' && value > 0 ? undefined : 'Write a number of milliseconds, more than 0.'

const checks: Checks<SignStreamUrlOptions> = {
  expiresAt: isDate,
  ttlMs: positive,
  secret: secretCheck,
  separator: separatorCheck,
  baseUrl: isA('string'),
  allowInsecureHttp: isA('boolean'),
  now: isA('function'),
}

/** Signs the URL of a stream; see `signStreamUrl`. */
export async function signedStreamUrl(file: string, options: SignStreamUrlOptions): Promise<string> {
  const what = 'signedUrl()'
  checkOptions(what, options, checks)
  checkFile(file)
  const { baseUrl, secret, separator = defaultSeparator, allowInsecureHttp = false } = options
  checkBaseUrl(baseUrl, allowInsecureHttp)
  if (secret === undefined) throw invalidOption(`${what} needs a secret`, String(secretCheck(undefined)))
  const expires = String(expirySeconds(what, options))
  const signature = await streamSignature(secret, file, separator, expires)
  const path = `${baseUrl.replace(/\/+$/, '')}/stream/${encodeURIComponent(file)}`
  return `${path}?expires=${expires}&sig=${signature.reveal()}`
}

function expirySeconds(what: string, { expiresAt, ttlMs, now = Date.now }: SignStreamUrlOptions): number {
  if ((expiresAt === undefined) === (ttlMs === undefined)) {
    throw invalidOption(what, 'Pass either expiresAt or ttlMs.')
  }
  const instant = now()
  // Dropped, not rounded: a URL must not hold longer than it was asked to.
  const seconds = Math.floor((expiresAt?.getTime() ?? instant + (ttlMs ?? 0)) / 1000)
  if (seconds * 1000 > instant && Number.isSafeInteger(seconds)) return seconds
  throw invalidOption(`${what}: the URL would have expired already`, 'Let it hold for a second or more.')
}

function checkFile(file: string): void {
  const bad =
    typeof file !== 'string' ||
    /^\.{0,2}$/.test(file) ||
    file.trim() !== file ||
    /\p{Cc}/u.test(file) ||
    !file.isWellFormed()
  if (!bad) return
  throw new InvalidRequestError('The file of a stream cannot be signed', {
    code: 'INVALID_ARGUMENT',
    remedy: "Pass the file's name: not empty, not dots only, without spaces around it or control characters.",
  })
}

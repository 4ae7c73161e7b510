import { PermissionError } from '@veza/resilience'
import { type Checks, checkOptions, invalidOption, isA } from '@veza/resilience/options'
import type { Secret } from '@veza/resilience/secrets'
import { defaultSeparator, secretCheck, separatorCheck, streamSignature } from './stream-signature.ts'

/** How to verify a signed URL. */
export interface VerifyStreamUrlOptions {
  /** The secret it should be signed with; several while one takes the place of another. */
  readonly secret: Secret | string | readonly (Secret | string)[]
  /** What stands between file and expiry in the signed text. @defaultValue ':' */
  readonly separator?: string
  /** Milliseconds since the Unix epoch. @defaultValue Date.now */
  readonly now?: () => number
}

/** What a signed URL allows. */
export interface VerifiedStreamUrl {
  readonly file: string
  readonly expiresAt: Date
}

const checks: Checks<VerifyStreamUrlOptions> = {
  secret: (value) => {
    const secrets = Array.isArray(value) ? value : [value]
    return secrets.length === 0 ? secretCheck(undefined) : secrets.map(secretCheck).find(Boolean)
  },
  separator: separatorCheck,
  now: isA('function'),
}

/** Verifies a signed URL of a stream; see `verifyStreamUrl`. */
export async function verifiedStreamUrl(
  url: string | URL,
  options: VerifyStreamUrlOptions,
): Promise<VerifiedStreamUrl> {
  checkOptions('verifyStreamUrl()', options, checks)
  const { secret, separator = defaultSeparator, now = Date.now } = options
  if (secret === undefined) throw invalidOption('verifyStreamUrl() needs a secret', 'Pass the secret.')
  const { file, expires, signature } = claimOf(url)
  const secrets: readonly (Secret | string)[] = Array.isArray(secret) ? secret : [secret]
  const expected = await Promise.all(secrets.map((each) => streamSignature(each, file, separator, expires)))
  // Every one is compared, so that the time does not tell which of them it was.
  if (expected.filter((each) => each.equals(signature)).length === 0) throw invalid()
  const expiresAt = new Date(Number(expires) * 1000)
  if (!(now() < expiresAt.getTime())) throw expired()
  return { file, expiresAt }
}

interface Claim {
  readonly file: string
  readonly expires: string
  readonly signature: string
}

function claimOf(url: string | URL): Claim {
  const { pathname, searchParams } = URL.parse(String(url), 'http://localhost') ?? invalidThrown()
  const [, segment = ''] = pathname.match(/\/stream\/([^/]+)$/) ?? []
  const file = decoded(segment)
  const [expires = '', ...moreExpiries] = searchParams.getAll('expires')
  const [signature = '', ...moreSignatures] = searchParams.getAll('sig')
  const once = moreExpiries.length + moreSignatures.length === 0
  // A text as "1e9" or "0x10" would be a number too, and the server that streams may read it as another.
  if (file === undefined || file === '' || !once || !/^\d{1,13}$/.test(expires)) throw invalid()
  return { file, expires, signature }
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function invalidThrown(): never {
  throw invalid()
}

function invalid(): PermissionError {
  return new PermissionError('The stream URL is not signed with the secret, or was changed', {
    code: 'STREAM_URL_INVALID',
    remedy: 'Sign the URL again, with the secret and the separator that the server uses.',
  })
}

function expired(): PermissionError {
  return new PermissionError('The stream URL has expired', {
    code: 'STREAM_URL_EXPIRED',
    remedy: 'Sign a new URL, or one that holds longer.',
  })
}

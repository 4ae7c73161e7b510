/** The tokens of one grant. Lives inside the session and, as text, inside a token store; never comes out otherwise. */
export interface TokenSet {
  readonly accessToken: string
  readonly tokenType: 'Bearer' | 'DPoP'
  readonly refreshToken?: string | undefined
  readonly scope?: string | undefined
  /** When it was asked for, in milliseconds since the Unix epoch: from then on its life counts. */
  readonly obtainedAt: number
  /** How long the access token lives, in milliseconds; `undefined` where the server does not say. */
  readonly lifeMs?: number | undefined
}

/** What a token store holds for a grant: its tokens, and a mark while they are being exchanged. */
export interface GrantRecord {
  readonly tokens: TokenSet
  /** An exchange that began and has not been heard of since: it may have rotated the refresh token. */
  readonly journal?: Journal | undefined
}

/** A refresh under way. */
interface Journal {
  /** SHA-256 of the refresh token that was sent, in base64url. */
  readonly of: string
  /** Which exchange it was. */
  readonly by: string
  /** When it began, in milliseconds since the Unix epoch. */
  readonly at: number
}

/** A record as the text that stores keep. */
export function encodeRecord(record: GrantRecord): string {
  return JSON.stringify({ v: 1, ...record })
}

/** Reads a record; one that is damaged, or of a version to come, is as good as none. */
export function decodeRecord(text: string): GrantRecord | undefined {
  try {
    const record = JSON.parse(text) as { v?: unknown; tokens?: unknown; journal?: unknown }
    if (record?.v !== 1 || !isTokenSet(record.tokens)) return undefined
    return isJournal(record.journal)
      ? { tokens: record.tokens, journal: record.journal }
      : { tokens: record.tokens }
  } catch {
    return undefined
  }
}

function isTokenSet(value: unknown): value is TokenSet {
  if (typeof value !== 'object' || value === null) return false
  const { accessToken, tokenType, refreshToken, obtainedAt, lifeMs } = value as Record<string, unknown>
  return (
    isToken(accessToken) &&
    (tokenType === 'Bearer' || tokenType === 'DPoP') &&
    (refreshToken === undefined || isToken(refreshToken)) &&
    typeof obtainedAt === 'number' &&
    (lifeMs === undefined || typeof lifeMs === 'number')
  )
}

/** As when it came from the server: whoever can write to the store must not write headers. */
function isToken(value: unknown): boolean {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
}

function isJournal(value: unknown): value is Journal {
  return typeof value === 'object' && value !== null && typeof (value as Journal).of === 'string'
}

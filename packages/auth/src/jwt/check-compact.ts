import { AuthenticationError } from '@veza/resilience'
import { parseStrictly } from '../json/strict-json.ts'

const longestToken = 16_384
const longestHeader = 4096
/** Keys that a token brings along, or fetches, vouch for nothing. */
const keyHeaders: readonly string[] = ['jku', 'jwk', 'x5u', 'x5c']

/** The parts of a token whose form is right. Nothing in them is to be believed yet. */
export interface CompactParts {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * Looks at a token's form before anything costly is done with it: size, base64url as RFC 7515 writes it, strict JSON, and
 * no header that would have somebody else choose the key.
 *
 * @throws {@link AuthenticationError} `AUTH_TOKEN_INVALID`
 */
export function checkCompact(token: unknown): CompactParts {
  const header = checkHeader(token)
  return { header, claims: jsonPart(String(token).split('.', 2)[1] ?? '', 'claims') }
}

/** The part of it that any signed token must pass, whatever it carries. */
export function checkHeader(token: unknown): Readonly<Record<string, unknown>> {
  if (typeof token !== 'string' || token.length > longestToken)
    throw invalidToken('it is too long, or no text')
  const parts = token.split('.', 4)
  const [header = '', payload = '', signature = ''] = parts
  if (parts.length !== 3) throw invalidToken('it has not three parts')
  if (header.length > longestHeader) throw invalidToken('its header is too long')
  if (signature === '') throw invalidToken('it is not signed')
  if (!isBase64Url(payload) || !isBase64Url(signature)) throw invalidToken('it is not base64url')
  const read = jsonPart(header, 'header')
  if (typeof read['alg'] !== 'string' || read['alg'] === 'none') throw invalidToken('it is not signed')
  const foreign = keyHeaders.find((name) => Object.hasOwn(read, name))
  if (foreign !== undefined) throw invalidToken(`its header names a key of its own ("${foreign}")`)
  if (Object.hasOwn(read, 'crit') || Object.hasOwn(read, 'b64'))
    throw invalidToken('its header demands an extension')
  if (read['kid'] !== undefined && (typeof read['kid'] !== 'string' || read['kid'].length > 512))
    throw invalidToken('its key id is no short text')
  return read
}

/** The error for a token that is not to be believed. */
export function invalidToken(why: string): AuthenticationError {
  return new AuthenticationError(`The token is not valid: ${why}`, {
    code: 'AUTH_TOKEN_INVALID',
    status: 401,
    remedy: 'Get a new token or API key, and sign in again.',
  })
}

function jsonPart(part: string, name: string): Record<string, unknown> {
  if (!isBase64Url(part)) throw invalidToken(`its ${name} is not base64url`)
  const parsed = parseStrictly(decoded(part, name))
  if ('fault' in parsed) throw invalidToken(`its ${name} is not strict JSON (${parsed.fault})`)
  const { value } = parsed
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidToken(`its ${name} is no JSON object`)
  return value as Record<string, unknown>
}

function decoded(part: string, name: string): string {
  const binary = atob(part.replace(/-/g, '+').replace(/_/g, '/'))
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw invalidToken(`its ${name} is not UTF-8`)
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Strictly: no padding, no white space, and no spare bits set, or one token could be written in several ways. */
function isBase64Url(text: string): boolean {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return false
  const spare = { 2: 15, 3: 3 }[text.length % 4]
  return spare === undefined || (alphabet.indexOf(text.at(-1) ?? '') & spare) === 0
}

import { InvalidRequestError } from '@veza/resilience'

const version = 1
const startOver = 'Pass page.nextPageToken as it came; to start over, leave pageToken out.'

/**
 * A text that stands for a place in a list.
 *
 * @param list - which list it is: its path and filters.
 * @param cursor - the place; anything that JSON can hold.
 */
export function writePageToken(list: string, cursor: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify([version, print(list), cursor]))
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/**
 * The place that a token stands for.
 *
 * @throws {@link InvalidRequestError} `INVALID_PAGE_TOKEN` where it is none, or of another list.
 */
export function readPageToken(list: string, token: string, isCursor: (value: unknown) => boolean): unknown {
  const content = contentOf(token)
  if (!Array.isArray(content) || content.length !== 3 || content[0] !== version) {
    throw invalidPageToken('The page token is not one', startOver)
  }
  const [, madeFor, cursor] = content as readonly unknown[]
  if (madeFor !== print(list)) {
    throw invalidPageToken(
      'The page token belongs to another list',
      'List with the same filters as when the token was made; to start over, leave pageToken out.',
    )
  }
  if (!isCursor(cursor)) throw invalidPageToken('The page token is not one', startOver)
  return cursor
}

/**
 * The error for a page token that cannot be used.
 *
 * @param message - what is wrong, without a full stop.
 * @param remedy - what to do.
 */
function invalidPageToken(message: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`${message}. ${remedy}`, { code: 'INVALID_PAGE_TOKEN', remedy })
}

function contentOf(token: unknown): unknown {
  if (typeof token !== 'string' || !/^[\w-]+$/.test(token)) return undefined
  try {
    const letters = atob(token.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** A short print of a list (FNV-1a): it catches mistakes, and keeps filters out of the token. */
function print(list: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(list)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(36)
}

import { ConflictError } from '@veza/resilience'
import type { TokenSet } from '../tokens/token-set.ts'
import { boxed, readGrant } from './refresh-flight.ts'
import type { SessionParts } from './session-parts.ts'

const mostRaces = 20

/**
 * Writes over whatever the store holds, as signing in and out do.
 *
 * @param tokens - `undefined` deletes.
 * @returns the tokens that were there, and the new version.
 */
export async function replaceGrant(
  parts: Pick<SessionParts, 'store' | 'key'>,
  tokens: TokenSet | undefined,
): Promise<{ readonly replaced: TokenSet | undefined; readonly version: string | undefined }> {
  for (let race = 0; race < mostRaces; race++) {
    const { version, record } = await readGrant(parts)
    if (tokens === undefined && version === undefined) return { replaced: undefined, version }
    const next = await parts.store.compareAndSwap(parts.key, version, tokens && boxed({ tokens }))
    if (next !== undefined) return { replaced: record?.tokens, version: next }
  }
  throw new ConflictError('The token store changes under every attempt to write', {
    code: 'CONFLICT',
    retryable: true,
    remedy: 'Try again; another process is signing in or out.',
  })
}

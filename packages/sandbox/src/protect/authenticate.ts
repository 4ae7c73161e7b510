import type { StoredKey } from '../data/key-ring.ts'
import { guideFailure } from '../routes/api-failure.ts'
import type { Platform } from '../routes/route.ts'

/**
 * The API key of a request (guide: "API Keys").
 *
 * @throws ApiFailure 401 or 403
 */
export function authenticate(
  { store, now }: Platform,
  authorization: string | undefined,
  permission: string,
): StoredKey {
  const [, text = ''] = authorization?.match(/^Bearer (\S+)$/i) ?? []
  const key = store.keys.find(text, now())
  if (key === undefined) throw guideFailure(401, { 'www-authenticate': 'Bearer' })
  if (!key.permissions.includes(permission)) throw guideFailure(403)
  key.lastUsedAt = new Date(now()).toISOString()
  return key
}

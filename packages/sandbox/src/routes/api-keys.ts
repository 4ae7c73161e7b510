import { createApiKeyModel } from '@veza/protocol'
import type { Context } from 'hono'
import { issuedKey, listedKey, type StoredKey } from '../data/key-ring.ts'
import { guideFailure, invalidFields } from './api-failure.ts'
import { listAnswer } from './list-answer.ts'
import { readBody } from './read-body.ts'
import { type Env, idIn, type Platform, type Route, timestamp } from './route.ts'

const path = '/auth/api-keys'
const permission = 'manage:keys'

/** API keys (guide: "API Keys"). */
export const apiKeys: readonly Route[] = [
  {
    method: 'GET',
    path,
    permission,
    cache: 'no-store',
    handle: (c, { store }) => listAnswer(c, store.keys.all().map(listedKey)),
  },
  {
    method: 'POST',
    path,
    permission,
    handle(c, platform) {
      const { name, permissions, expires_at } = readBody(c, platform, createApiKeyModel)
      const granted = permissions as readonly string[]
      // A key that could hand on more than it has would be worth as much as the root key.
      if (granted.some((wanted) => !c.get('key').permissions.includes(wanted))) throw guideFailure(403)
      const expiresAt = (expires_at ?? null) as string | null
      if (expiresAt !== null && Date.parse(expiresAt) <= platform.now()) {
        const message = 'should be in the future'
        throw invalidFields([{ field: 'expires_at', code: 'VALIDATION_INVALID_FORMAT', message }])
      }
      const key = platform.store.keys.issue({
        name: String(name),
        userId: c.get('key').userId,
        permissions: granted,
        createdAt: timestamp(platform),
        expiresAt,
      })
      return c.json(issuedKey(key), 201)
    },
  },
  {
    method: 'DELETE',
    path: `${path}/:id`,
    permission,
    handle(c, platform) {
      platform.store.keys.revoke(keyOf(c, platform))
      return c.body(null, 204)
    },
  },
  {
    method: 'POST',
    path: `${path}/:id/rotate`,
    permission,
    handle(c, platform) {
      const old = keyOf(c, platform)
      platform.store.keys.revoke(old)
      const key = platform.store.keys.issue({ ...only(old), createdAt: timestamp(platform) })
      return c.json(issuedKey(key), 201)
    },
  },
]

/** What a new key takes over from the one it replaces. */
function only({ name, userId, permissions, expiresAt }: StoredKey) {
  return { name, userId, permissions, expiresAt }
}

function keyOf(c: Context<Env>, { store }: Platform): StoredKey {
  const key = store.keys.byId(idIn(c))
  if (key === undefined) throw guideFailure(404)
  return key
}

import { sendNotificationModel, updateNotificationPreferencesModel } from '@veza/protocol'
import type { Context } from 'hono'
import { notify, preferencesOf } from '../data/notifications.ts'
import type { Row } from '../data/table.ts'
import { codedFailure, guideFailure, invalidFields } from './api-failure.ts'
import { pageLimit, wholeNumber } from './list-answer.ts'
import { readBody } from './read-body.ts'
import { type Env, idIn, type Platform, type Route, timestamp } from './route.ts'

/** Notifications of whoever asks (guide: "Types d'Intégration", "Notifications"). */
export const notifications: readonly Route[] = [
  {
    method: 'GET',
    path: '/notifications',
    permission: 'read:notifications',
    handle(c, platform) {
      const limit = pageLimit(c)
      const offset = wholeNumber(c, 'offset', 0, Number.MAX_SAFE_INTEGER, 0)
      const rows = ownNotifications(c, platform)
        .filter((row) => !flag(c, 'unread_only') || row['read_at'] === null)
        .toReversed()
      const data = rows.slice(offset, offset + limit)
      const meta = { limit, offset, total: rows.length, has_more: offset + data.length < rows.length }
      return c.json({ data, meta })
    },
  },
  {
    method: 'POST',
    path: '/notifications',
    permission: 'write:notifications',
    handle(c, platform) {
      const fields = readBody(c, platform, sendNotificationModel)
      if (platform.store.users.get(Number(fields['user_id'])) === undefined) {
        throw codedFailure(404, 'USER_NOT_FOUND', 'There is no such user')
      }
      return c.json(notify(platform.store, fields, timestamp(platform)), 201)
    },
  },
  {
    method: 'GET',
    path: '/notifications/unread-count',
    permission: 'read:notifications',
    cache: 'no-store',
    handle: (c, platform) =>
      c.json({ count: ownNotifications(c, platform).filter((row) => row['read_at'] === null).length }),
  },
  {
    method: 'GET',
    path: '/notifications/preferences',
    permission: 'read:notifications',
    handle: (c, { store }) => c.json(preferencesOf(store, c.get('key').userId)),
  },
  {
    method: 'PUT',
    path: '/notifications/preferences',
    permission: 'write:notifications',
    handle(c, platform) {
      const fields = readBody(c, platform, updateNotificationPreferencesModel)
      const { store } = platform
      const { userId } = c.get('key')
      const changed = { ...preferencesOf(store, userId), ...fields, updated_at: timestamp(platform) }
      store.preferences.set(userId, changed)
      return c.json(changed)
    },
  },
  {
    method: 'PUT',
    path: '/notifications/:id/read',
    permission: 'write:notifications',
    handle(c, platform) {
      const row = platform.store.notifications.get(idIn(c))
      if (row === undefined || row['user_id'] !== c.get('key').userId) throw guideFailure(404)
      // The first reading counts: a repeat changes nothing.
      const readAt = row['read_at'] ?? timestamp(platform)
      return c.json(platform.store.notifications.update(row.id, { read_at: readAt }))
    },
  },
]

function ownNotifications(c: Context<Env>, { store }: Platform): Row[] {
  const { userId } = c.get('key')
  return store.notifications.all().filter((row) => row['user_id'] === userId)
}

function flag(c: Context<Env>, name: string): boolean {
  const text = c.req.query(name) ?? 'false'
  if (text === 'true' || text === 'false') return text === 'true'
  const message = 'should be true or false'
  throw invalidFields([{ field: name, code: 'VALIDATION_INVALID_FORMAT', message }])
}

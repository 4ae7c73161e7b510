import { createUserModel, updateUserModel, type WireObject } from '@veza/protocol'
import { shortestPassword } from '../authorization/accounts.ts'
import { codedFailure, guideFailure, invalidFields } from './api-failure.ts'
import { listAnswer } from './list-answer.ts'
import { readBody } from './read-body.ts'
import { idIn, type Platform, type Route, timestamp } from './route.ts'

/** Users (guide: "API REST", `/users`). */
export const users: readonly Route[] = [
  {
    method: 'GET',
    path: '/users',
    permission: 'read:users',
    handle(c, { store }) {
      const role = c.req.query('role')
      const search = c.req.query('search')?.toLowerCase()
      const rows = store.users
        .all()
        .filter((user) => role === undefined || (user['roles'] as string[]).includes(role))
        .filter(
          (user) =>
            search === undefined ||
            `${String(user['username'])} ${String(user['email'])}`.toLowerCase().includes(search),
        )
      return listAnswer(c, rows)
    },
  },
  {
    method: 'GET',
    path: '/users/:id',
    permission: 'read:users',
    handle: (c, { store }) => c.json(store.users.get(idIn(c)) ?? notFound()),
  },
  {
    method: 'POST',
    path: '/users',
    permission: 'write:users',
    async handle(c, platform) {
      const { password, ...fields } = readBody(c, platform, createUserModel)
      checkUser(platform, fields, password)
      const created = timestamp(platform)
      const row = { roles: ['user'], ...fields, created_at: created, updated_at: created }
      const user = platform.store.users.insert(row)
      if (typeof password === 'string') await platform.accounts.setPassword(user.id, password)
      platform.webhooks.sender.publish('user.created', user)
      return c.json(user, 201)
    },
  },
  {
    method: 'PUT',
    path: '/users/:id',
    permission: 'write:users',
    async handle(c, platform) {
      const id = idIn(c)
      const { password, ...fields } = readBody(c, platform, updateUserModel)
      if (platform.store.users.get(id) === undefined) return notFound()
      checkUser(platform, fields, password, id)
      const user =
        platform.store.users.update(id, { ...fields, updated_at: timestamp(platform) }) ?? notFound()
      if (typeof password === 'string') {
        await platform.accounts.setPassword(id, password)
        // Whoever had the old one is to be out.
        platform.sessions.endAllOf(id)
      }
      platform.webhooks.sender.publish('user.updated', user)
      return c.json(user)
    },
  },
  {
    method: 'DELETE',
    path: '/users/:id',
    permission: 'write:users',
    handle(c, { store, sessions, webhooks }) {
      const user = store.users.get(idIn(c)) ?? notFound()
      store.users.delete(user.id)
      sessions.endAllOf(user.id)
      webhooks.sender.publish('user.deleted', user)
      return c.body(null, 204)
    },
  },
]

/**
 * Refuses a user whom the platform cannot have. @param self - the user who is changed.
 *
 * @throws ApiFailure 409 or 422
 */
export function checkUser({ store }: Platform, fields: WireObject, password: unknown, self?: number): void {
  const { email, username } = fields
  if (typeof email === 'string' && !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw invalidFields([
      { field: 'email', code: 'VALIDATION_INVALID_EMAIL', message: 'should be an email address' },
    ])
  }
  if (typeof password === 'string' && password.length < shortestPassword) {
    throw codedFailure(422, 'WEAK_PASSWORD', `A password has ${shortestPassword} characters or more`)
  }
  for (const other of store.users.all()) {
    if (other.id === self) continue
    if (username !== undefined && other['username'] === username) {
      throw codedFailure(409, 'USERNAME_TAKEN', 'That user name is taken')
    }
    if (email !== undefined && other['email'] === email) {
      throw codedFailure(409, 'EMAIL_TAKEN', 'That email address is taken')
    }
  }
}

function notFound(): never {
  throw guideFailure(404, {}, 'USER_NOT_FOUND')
}

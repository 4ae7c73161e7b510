import type { IssueKeyOptions } from '../sandbox.ts'
import { permissions as all } from './key-ring.ts'
import type { Store } from './store.ts'

/**
 * Issues a key without asking who wants it.
 *
 * @throws TypeError where there is no such user or permission, or `expiresAt` is no time.
 */
export function issueKey(store: Store, now: number, options: IssueKeyOptions): string {
  const { userId = 1, permissions = all, expiresAt } = options
  if (store.users.get(userId) === undefined)
    throw new TypeError('issueKey: there is no user with this userId.')
  if (!Array.isArray(permissions) || !permissions.every((permission) => all.includes(permission)))
    throw new TypeError(`issueKey: the permissions are ${all.join(', ')}.`)
  if (Number.isNaN(expiresAt?.getTime())) throw new TypeError('issueKey: write expiresAt as a valid Date.')
  return store.keys.issue({
    name: 'Issued by the sandbox',
    userId,
    permissions,
    createdAt: new Date(now).toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  }).apiKey
}

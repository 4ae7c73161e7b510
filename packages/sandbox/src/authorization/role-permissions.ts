import type { WireObject } from '@veza/protocol'
import { permissions } from '../data/key-ring.ts'

const forAdministrators: readonly string[] = ['write:users', 'manage:keys', 'read:analytics']
const withoutThem = permissions.filter((permission) => !forAdministrators.includes(permission))

/** What a user may do: administrators everything, others what concerns no one but themselves and their rooms. */
export function permissionsOf(user: WireObject): readonly string[] {
  return (user['roles'] as readonly unknown[]).includes('admin') ? permissions : withoutThem
}

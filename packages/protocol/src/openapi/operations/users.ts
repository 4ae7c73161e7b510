import type { Operation } from '../operation.ts'
import { pageQuery, textFilter } from '../parameters.ts'

const tag = 'Users'

/** Operations on users. */
export const userOperations: readonly Operation[] = [
  {
    id: 'listUsers',
    method: 'GET',
    path: '/users',
    tag,
    summary: 'Lists users, oldest first.',
    permission: 'read:users',
    query: {
      ...pageQuery,
      role: textFilter('Only users who have this role.'),
      search: textFilter('Only users whose name or email address holds this text.'),
    },
    answer: { status: 200, list: 'User', paging: 'page' },
  },
  {
    id: 'getUser',
    method: 'GET',
    path: '/users/{id}',
    tag,
    summary: 'Fetches one user.',
    permission: 'read:users',
    answer: { status: 200, one: 'User' },
  },
  {
    id: 'createUser',
    method: 'POST',
    path: '/users',
    tag,
    summary: 'Creates a user.',
    permission: 'write:users',
    body: 'CreateUser',
    answer: { status: 201, one: 'User' },
    failures: [409],
  },
  {
    id: 'updateUser',
    method: 'PUT',
    path: '/users/{id}',
    tag,
    summary: 'Changes the fields that are given.',
    permission: 'write:users',
    body: 'UpdateUser',
    answer: { status: 200, one: 'User' },
    failures: [409],
  },
  {
    id: 'deleteUser',
    method: 'DELETE',
    path: '/users/{id}',
    tag,
    summary: 'Deletes a user.',
    permission: 'write:users',
    answer: { status: 204 },
  },
]

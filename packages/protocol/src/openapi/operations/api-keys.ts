import type { Operation } from '../operation.ts'
import { pageQuery } from '../parameters.ts'

const tag = 'API keys'
const permission = 'manage:keys'

/** Operations on API keys. */
export const apiKeyOperations: readonly Operation[] = [
  {
    id: 'listApiKeys',
    method: 'GET',
    path: '/auth/api-keys',
    tag,
    summary: 'Lists API keys, without their secrets.',
    permission,
    query: pageQuery,
    answer: { status: 200, list: 'ApiKey', paging: 'page' },
  },
  {
    id: 'createApiKey',
    method: 'POST',
    path: '/auth/api-keys',
    tag,
    summary: 'Creates an API key; it is shown this once. It can be given no permission that its maker lacks.',
    permission,
    body: 'CreateApiKey',
    answer: { status: 201, one: 'IssuedApiKey' },
  },
  {
    id: 'revokeApiKey',
    method: 'DELETE',
    path: '/auth/api-keys/{id}',
    tag,
    summary: 'Ends an API key at once.',
    permission,
    answer: { status: 204 },
  },
  {
    id: 'rotateApiKey',
    method: 'POST',
    path: '/auth/api-keys/{id}/rotate',
    tag,
    summary: 'Replaces an API key by a new one with the same permissions.',
    permission,
    answer: { status: 201, one: 'IssuedApiKey' },
  },
]

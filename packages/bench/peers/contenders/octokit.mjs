import { Octokit } from '@octokit/core'
import { message } from './message.mjs'

/** Has no option for a timeout. */
export function create({ baseUrl }) {
  const client = new Octokit({ auth: 'key', baseUrl })
  const data = async (route, parameters, signal) =>
    (await client.request(route, signal ? { ...parameters, request: { signal } } : parameters)).data
  return {
    get: (signal) => data('GET /users/{id}', { id: 7 }, signal),
    list: async (signal) => (await data('GET /users', { page: 1, limit: 100 }, signal)).data,
    post: (signal) => data('POST /chat/messages', message, signal),
  }
}

import got from 'got'
import { message } from './message.mjs'

export function create({ baseUrl, timeoutMs }) {
  const client = got.extend({
    prefixUrl: baseUrl,
    headers: { authorization: 'Bearer key' },
    ...(timeoutMs && { timeout: { request: timeoutMs } }),
  })
  return {
    get: (signal) => client.get('users/7', signal && { signal }).json(),
    list: async (signal) => (await client.get('users?page=1&limit=100', { signal }).json()).data,
    post: (signal) => client.post('chat/messages', { json: message, signal }).json(),
  }
}

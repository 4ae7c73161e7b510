import ky from 'ky'
import { message } from './message.mjs'

export function create({ baseUrl, timeoutMs }) {
  const client = ky.create({
    prefix: baseUrl,
    headers: { authorization: 'Bearer key' },
    ...(timeoutMs && { timeout: timeoutMs }),
  })
  return {
    get: (signal) => client.get('users/7', signal && { signal }).json(),
    list: async (signal) => (await client.get('users?page=1&limit=100', { signal }).json()).data,
    post: (signal) => client.post('chat/messages', { json: message, signal }).json(),
  }
}

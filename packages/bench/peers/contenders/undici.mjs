import { request } from 'undici'
import { message } from './message.mjs'

/** undici's own request(): what fetch is without the standard's objects. */
export function create({ baseUrl }) {
  const json = async (path, options) => (await request(`${baseUrl}${path}`, options)).body.json()
  return {
    get: (signal) => json('/users/7', signal && { signal }),
    list: async (signal) => (await json('/users?page=1&limit=100', { signal })).data,
    post: (signal) =>
      json('/chat/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        signal,
      }),
  }
}

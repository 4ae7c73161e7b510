import { message } from './message.mjs'

/** The yardstick: the least that a program can write. No timeout, no retry, no credential, no validation. */
export function create({ baseUrl }) {
  return {
    get: async (signal) => (await fetch(`${baseUrl}/users/7`, signal && { signal })).json(),
    list: async (signal) =>
      (await (await fetch(`${baseUrl}/users?page=1&limit=100`, signal && { signal })).json()).data,
    post: async (signal) => (await fetch(`${baseUrl}/chat/messages`, { ...post(), signal })).json(),
  }
}

function post() {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  }
}

import { ofetch } from 'ofetch'
import { message } from './message.mjs'

export function create({ baseUrl, timeoutMs }) {
  const client = ofetch.create({
    baseURL: baseUrl,
    headers: { authorization: 'Bearer key' },
    ...(timeoutMs && { timeout: timeoutMs }),
  })
  return {
    get: (signal) => client('/users/7', signal && { signal }),
    list: async (signal) => (await client('/users', { query: { page: 1, limit: 100 }, signal })).data,
    post: (signal) => client('/chat/messages', { method: 'POST', body: message, signal }),
  }
}

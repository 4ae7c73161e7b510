import axios from 'axios'
import { message } from './message.mjs'

export function create({ baseUrl, timeoutMs }) {
  const client = axios.create({
    baseURL: baseUrl,
    headers: { authorization: 'Bearer key' },
    ...(timeoutMs && { timeout: timeoutMs }),
  })
  return {
    get: async (signal) => (await client.get('/users/7', signal && { signal })).data,
    list: async (signal) =>
      (await client.get('/users', { params: { page: 1, limit: 100 }, signal })).data.data,
    post: async (signal) => (await client.post('/chat/messages', message, { signal })).data,
  }
}

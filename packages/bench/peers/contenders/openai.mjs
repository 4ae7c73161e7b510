import OpenAI from 'openai'
import { message } from './message.mjs'

export function create({ baseUrl, timeoutMs }) {
  const client = new OpenAI({ apiKey: 'key', baseURL: baseUrl, ...(timeoutMs && { timeout: timeoutMs }) })
  return {
    get: (signal) => client.get('/users/7', signal && { signal }),
    list: async (signal) => (await client.get('/users', { query: { page: 1, limit: 100 }, signal })).data,
    post: (signal) => client.post('/chat/messages', { body: message, signal }),
  }
}

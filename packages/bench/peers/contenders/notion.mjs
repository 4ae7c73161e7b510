import { Client, LogLevel } from '@notionhq/client'
import { message } from './message.mjs'

/** Takes no signal. */
export function create({ baseUrl, timeoutMs }) {
  const client = new Client({
    auth: 'key',
    baseUrl,
    // It would print each retry of the exam.
    logLevel: LogLevel.ERROR,
    ...(timeoutMs && { timeoutMs }),
  })
  return {
    get: () => client.request({ path: 'users/7', method: 'get' }),
    list: async () =>
      (await client.request({ path: 'users', method: 'get', query: { page: 1, limit: 100 } })).data,
    post: () => client.request({ path: 'chat/messages', method: 'post', body: message }),
  }
}

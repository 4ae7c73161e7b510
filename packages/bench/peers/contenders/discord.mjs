import { REST } from '@discordjs/rest'
import { message } from './message.mjs'

export function create({ baseUrl, timeoutMs }) {
  const client = new REST({
    api: baseUrl,
    // Its own limit of 50 calls a second would be all there is to measure.
    globalRequestsPerSecond: 1_000_000,
    ...(timeoutMs && { timeout: timeoutMs }),
  }).setToken('key')
  return {
    get: (signal) => client.get('/users/7', signal && { signal }),
    list: async (signal) =>
      (await client.get('/users', { query: new URLSearchParams({ page: '1', limit: '100' }), signal })).data,
    post: (signal) => client.post('/chat/messages', { body: message, signal }),
    close: () => {
      client.clearHandlerSweeper()
      client.clearHashSweeper()
    },
  }
}

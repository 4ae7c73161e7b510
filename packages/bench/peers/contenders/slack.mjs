import { LogLevel, WebClient } from '@slack/web-api'
import { message } from './message.mjs'

/** Every method of its API is a POST of a form; takes no signal. */
export function create({ baseUrl, timeoutMs }) {
  const client = new WebClient('xoxb-key', {
    slackApiUrl: `${baseUrl}/`,
    // It would print each retry of the exam.
    logLevel: LogLevel.ERROR,
    ...(timeoutMs && { timeout: timeoutMs }),
  })
  return {
    list: async () => (await client.apiCall('users.list', { page: 1, limit: 100 })).data,
    post: () => client.apiCall('chat.postMessage', message),
  }
}

import { PostgrestClient } from '@supabase/postgrest-js'
import { message } from './message.mjs'

export function create({ baseUrl, timeoutMs }) {
  const client = new PostgrestClient(baseUrl, {
    headers: { authorization: 'Bearer key' },
    ...(timeoutMs && { timeout: timeoutMs }),
  })
  const data = async (query, signal) => {
    const answer = await (signal ? query.abortSignal(signal) : query)
    if (answer.error) throw Object.assign(new Error(answer.error.message), answer)
    return answer.data
  }
  return {
    get: (signal) => data(client.from('users').select('*').eq('id', 7).single(), signal),
    list: async (signal) => (await data(client.from('users').select('*').limit(100), signal)).data,
    post: (signal) => data(client.from('messages').insert(message).select('*').single(), signal),
  }
}

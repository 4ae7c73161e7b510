import { Veza } from '@veza/client'

/** The whole path with its defaults: credential, retry, timeouts, validation, typed model. */
export function create({ baseUrl, timeoutMs }) {
  const client = new Veza({
    apiKey: 'veza_test_bench',
    baseUrl,
    ...(timeoutMs && { timeoutMs }),
  })
  const message = {
    roomId: 123,
    content: 'Hello from the benchmark, a message of common length.',
    type: 'text',
    metadata: {},
    replyToId: null,
  }
  return {
    get: (signal) => client.users.get(7, signal && { signal }),
    list: async (signal) =>
      (await client.users.list({ page: 1, limit: 100, ...(signal && { signal }) }).first()).items,
    post: (signal) => client.chat.messages.send(message, signal && { signal }),
    close: () => client.close(),
  }
}

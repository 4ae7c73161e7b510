/** One user on the wire: about 300 bytes. */
function user(id: number) {
  return {
    id,
    email: `augusta.ada.lovelace.${id}@analytical-engine.example.com`,
    username: `augusta_ada_lovelace_${id}`,
    first_name: 'Augusta Ada',
    last_name: 'King, Countess of Lovelace',
    roles: ['member', 'moderator'],
    created_at: '2024-01-01T12:00:00Z',
    updated_at: '2024-06-01T08:30:00Z',
  }
}

const message = {
  id: 7,
  room_id: 123,
  user_id: 7,
  content: 'Hello from the benchmark, a message of common length.',
  message_type: 'text',
  metadata: { client: 'bench', trace: 'c0ffee00-0000-4000-8000-000000000000' },
  reply_to_id: null,
  created_at: '2024-01-01T12:00:00Z',
  updated_at: '2024-01-01T12:00:00Z',
}

const list = {
  data: Array.from({ length: 100 }, (_, index) => user(index + 1)),
  pagination: { page: 1, limit: 100, total: 100, total_pages: 1 },
}

const texts = { user: JSON.stringify(user(7)), list: JSON.stringify(list), message: JSON.stringify(message) }

/** What the server answers, ready to be sent. */
export const payloads = {
  user: Buffer.from(texts.user),
  list: Buffer.from(texts.list),
  message: Buffer.from(texts.message),
  // Slack's client takes an answer without `ok` for a failure.
  slackList: Buffer.from(texts.list.replace('{', '{"ok":true,')),
  slackMessage: Buffer.from(texts.message.replace('{', '{"ok":true,')),
}

/** The answer to a request. Each contender has routes of its own; the payload is the same. */
export function payloadFor(method: string, url: string): Buffer {
  if (url.endsWith('/users.list')) return payloads.slackList
  if (url.endsWith('/chat.postMessage')) return payloads.slackMessage
  if (method === 'POST') return payloads.message
  return url.endsWith('7') ? payloads.user : payloads.list
}

import { isVezaError, type Pages, Veza } from '@veza/client'
import { describe, expect, test } from 'vitest'

/** What a call puts on the wire, as `METHOD path?query body`. */
async function wireOf(
  use: (veza: Veza) => PromiseLike<unknown>,
  answer: unknown = { id: 1 },
): Promise<string> {
  let line = ''
  const veza = new Veza({
    apiKey: 'veza_test_1',
    baseUrl: 'http://127.0.0.1:1/v1',
    validation: 'off',
    fetch: async (input) => {
      const request = new Request(input)
      const { pathname, search } = new URL(request.url)
      const body = await request.text()
      line = `${request.method} ${pathname}${search}${body && ` ${body}`}`
      return Response.json(answer)
    },
  })
  await use(veza)
  return line
}

const list = { data: [], meta: {} }

test('users', async () => {
  expect(
    await wireOf((v) => v.users.list({ page: 2, limit: 10, role: 'admin', search: 'a' }).first(), list),
  ).toBe('GET /v1/users?page=2&limit=10&role=admin&search=a')
  expect(await wireOf((v) => v.users.list().first(), list)).toBe('GET /v1/users?page=1&limit=50')
  expect(await wireOf((v) => v.users.get(7))).toBe('GET /v1/users/7')
  expect(await wireOf((v) => v.users.create({ email: 'a@b.c', username: 'ada', firstName: 'Ada' }))).toBe(
    'POST /v1/users {"email":"a@b.c","username":"ada","first_name":"Ada"}',
  )
  expect(await wireOf((v) => v.users.update(7, { lastName: null }))).toBe(
    'PUT /v1/users/7 {"last_name":null}',
  )
  expect(await wireOf((v) => v.users.delete(7))).toBe('DELETE /v1/users/7')
})

test('rooms and messages', async () => {
  expect(await wireOf((v) => v.chat.rooms.list({ type: 'public' }).first(), list)).toBe(
    'GET /v1/chat/rooms?page=1&limit=50&type=public',
  )
  expect(await wireOf((v) => v.chat.messages.list({ roomId: 3, limit: 20, beforeId: 9 }).first(), list)).toBe(
    'GET /v1/chat/rooms/3/messages?before_id=9&limit=20',
  )
  expect(await wireOf((v) => v.chat.messages.send({ roomId: 3, content: 'Hi' }))).toBe(
    'POST /v1/chat/messages {"message_type":"text","metadata":{},"reply_to_id":null,"room_id":3,"content":"Hi"}',
  )
  const full = {
    roomId: 3,
    content: 'Hi',
    type: 'image',
    metadata: { someKey: { innerKey: 1 } },
    replyToId: 4,
  }
  expect(await wireOf((v) => v.chat.messages.send(full))).toContain(
    '"message_type":"image","metadata":{"someKey":{"innerKey":1}},"reply_to_id":4',
  )
  expect(await wireOf((v) => v.chat.messages.update(5, { content: 'Ho' }))).toBe(
    'PUT /v1/chat/messages/5 {"content":"Ho"}',
  )
  expect(await wireOf((v) => v.chat.messages.delete(5))).toBe('DELETE /v1/chat/messages/5')
})

test('streams', async () => {
  expect(
    await wireOf((v) => v.streams.list({ status: 'live', category: 'talk', userId: 2 }).first(), list),
  ).toBe('GET /v1/streams?page=1&limit=50&status=live&category=talk&user_id=2')
  expect(await wireOf((v) => v.streams.get(7))).toBe('GET /v1/streams/7')
  expect(await wireOf((v) => v.streams.create({ title: 'T', category: 'talk', visibility: 'public' }))).toBe(
    'POST /v1/streams {"title":"T","category":"talk","visibility":"public"}',
  )
  expect(await wireOf((v) => v.streams.update(7, { status: 'ended' }))).toBe(
    'PUT /v1/streams/7 {"status":"ended"}',
  )
  expect(await wireOf((v) => v.streams.delete(7))).toBe('DELETE /v1/streams/7')
})

test('analytics', async () => {
  expect(await wireOf((v) => v.analytics.metrics())).toBe('GET /v1/analytics/metrics')
  const from = new Date(Date.UTC(2026, 0, 1))
  expect(await wireOf((v) => v.analytics.reports({ type: 'users', from }).first(), list)).toBe(
    'GET /v1/analytics/reports?page=1&limit=50&type=users&from=2026-01-01T00%3A00%3A00.000Z',
  )
})

test('API keys, whose secrets print as [secret]', async () => {
  const issued = { id: 1, api_key: 'veza_test_canary', secret: 'sk_test_canary', permissions: [] }
  const expiresAt = new Date(Date.UTC(2030, 0, 1))
  expect(
    await wireOf((v) => v.apiKeys.create({ name: 'n', permissions: ['read:users'], expiresAt }), issued),
  ).toBe(
    'POST /v1/auth/api-keys {"name":"n","permissions":["read:users"],"expires_at":"2030-01-01T00:00:00.000Z"}',
  )
  expect(await wireOf((v) => v.apiKeys.rotate(4), issued)).toBe('POST /v1/auth/api-keys/4/rotate')
  expect(await wireOf((v) => v.apiKeys.revoke(4))).toBe('DELETE /v1/auth/api-keys/4')
  expect(await wireOf((v) => v.apiKeys.list().first(), list)).toBe('GET /v1/auth/api-keys?page=1&limit=50')
  let printed = ''
  await wireOf(async (v) => {
    const key = await v.apiKeys.rotate(4)
    printed = `${JSON.stringify(key)} ${String(key.apiKey)}`
    expect(key.apiKey.reveal()).toBe('veza_test_canary')
  }, issued)
  expect(printed).not.toContain('canary')
})

test('any other route, with wire names throughout', async () => {
  const spec = {
    method: 'PATCH',
    path: '/x/{id}',
    params: { id: 1 },
    query: { some_key: 1 },
    body: { a_b: 1 },
  } as const
  expect(await wireOf((v) => v.request(spec))).toBe('PATCH /v1/x/1?some_key=1 {"a_b":1}')
})

test('notifications', async () => {
  const send = { userId: 2, title: 'T', message: 'M', type: 'stream_live', data: { aKey: 1 } }
  expect(await wireOf((v) => v.notifications.send(send))).toBe(
    'POST /v1/notifications {"user_id":2,"title":"T","message":"M","notification_type":"stream_live","data":{"aKey":1}}',
  )
  expect(await wireOf((v) => v.notifications.send({ ...send, channels: ['push'] }))).toContain(
    '"channels":["push"]',
  )
  expect(await wireOf((v) => v.notifications.list().first(), list)).toBe(
    'GET /v1/notifications?offset=0&limit=50',
  )
  const unread = { limit: 20, offset: 40, unreadOnly: true }
  expect(await wireOf((v) => v.notifications.list(unread).first(), list)).toBe(
    'GET /v1/notifications?offset=40&limit=20&unread_only=true',
  )
  expect(await wireOf((v) => v.notifications.markRead(7))).toBe('PUT /v1/notifications/7/read')
  let count: unknown
  const counting = async (v: Veza) => {
    count = await v.notifications.unreadCount()
  }
  expect(await wireOf(counting, { success: true, data: { count: 3 } })).toBe(
    'GET /v1/notifications/unread-count',
  )
  expect(count).toBe(3)
  expect(await wireOf((v) => v.notifications.preferences.get())).toBe('GET /v1/notifications/preferences')
  const changes = { channels: ['in_app'], mutedTypes: ['new_like'] }
  expect(await wireOf((v) => v.notifications.preferences.update(changes))).toBe(
    'PUT /v1/notifications/preferences {"channels":["in_app"],"muted_types":["new_like"]}',
  )
})

test('files', async () => {
  expect(await wireOf((v) => v.files.list({ name: 'a.txt', contentType: 'text/plain' }).first(), list)).toBe(
    'GET /v1/files?page=1&limit=50&name=a.txt&content_type=text%2Fplain',
  )
  expect(await wireOf((v) => v.files.get(7))).toBe('GET /v1/files/7')
  expect(await wireOf((v) => v.files.delete(7))).toBe('DELETE /v1/files/7')
})

test('filters that the SDK does not name are sent as they are, and call options are not sent', async () => {
  const options = { role: 'admin', filters: { created_after: 'x', tag: ['a', 'b'] }, timeoutMs: 5000 }
  expect(await wireOf((v) => v.users.list({ ...options, headers: { 'x-a': '1' } }).first(), list)).toBe(
    'GET /v1/users?page=1&limit=50&role=admin&created_after=x&tag=a&tag=b',
  )
  const messages = { roomId: 3, filters: { author: 7 } }
  expect(await wireOf((v) => v.chat.messages.list(messages).first(), list)).toBe(
    'GET /v1/chat/rooms/3/messages?limit=50&author=7',
  )
})

describe('options of a list that are wrong', () => {
  test.each<[string, (veza: Veza) => Pages<unknown>, RegExp]>([
    ['unknown', (v) => v.users.list({ serach: 'a' } as object), /users.list\(\): unknown option "serach"/],
    ['of another list', (v) => v.users.list({ category: 'a' } as object), /unknown option "category"/],
    ['no limit', (v) => v.users.list({ limit: 0 }), /"limit" is invalid. Write a whole number, 1/],
    ['no page', (v) => v.streams.list({ page: 1.5 }), /"page" is invalid/],
    [
      'no offset',
      (v) => v.notifications.list({ offset: -1 }),
      /"offset" is invalid. Write a whole number, 0/,
    ],
    ['no id', (v) => v.chat.messages.list({ roomId: 1, beforeId: 0 }), /"beforeId" is invalid/],
    ['no flag', (v) => v.notifications.list({ unreadOnly: 'yes' } as object), /Pass a boolean/],
    ['no text', (v) => v.users.list({ role: 5 } as object), /"role" is invalid. Pass a string/],
    ['no time', (v) => v.analytics.reports({ from: new Date('x') }), /Pass a Date that exists/],
    ['no filters', (v) => v.users.list({ filters: 'a=b' } as object), /object of filters/],
    ['no token', (v) => v.users.list({ pageToken: 5 } as object), /nextPageToken/],
    ['a named filter', (v) => v.streams.list({ filters: { user_id: 1 } }), /Pass the option userId/],
    ['the page', (v) => v.streams.list({ filters: { page: 2 } }), /Pass the option page/],
    ['the limit', (v) => v.chat.messages.list({ roomId: 1, filters: { limit: 2 } }), /Pass the option limit/],
  ])('%s', async (_, read, remedy) => {
    let thrown: unknown
    const line = await wireOf(async (veza) => {
      thrown = await read(veza)
        .first()
        .catch((error: unknown) => error)
    }, list)
    expect([line, String(thrown)]).toEqual(['', expect.stringMatching(remedy)])
    expect(isVezaError(thrown)).toBe(true)
  })
})

test('an id that would leave its path is refused before anything is sent', async () => {
  for (const id of ['../admin', 'a/b', ''] as unknown as number[]) {
    await expect(wireOf((v) => v.users.get(id))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  }
})

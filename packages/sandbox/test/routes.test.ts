import {
  apiKeyModel,
  liveStreamModel,
  type Model,
  messageModel,
  metricsModel,
  reportModel,
  roomModel,
  userModel,
} from '@veza/protocol'
import { Validator } from '@veza/protocol/schema'
import { describe, expect, test } from 'vitest'
import { ask, items, sandboxWith } from './ask.ts'

const user = { email: 'new@example.com', username: 'new.one' }

describe('every answer keeps the contract', () => {
  const lists: [string, Pick<Model<unknown>, 'wireFields'>][] = [
    ['/v1/users', userModel],
    ['/v1/chat/rooms', roomModel],
    ['/v1/chat/rooms/1/messages', messageModel],
    ['/v1/chat/messages?room_id=1', messageModel],
    ['/v1/streams', liveStreamModel],
    ['/v1/analytics/reports', reportModel],
    ['/v1/auth/api-keys', apiKeyModel],
  ]
  test.each(lists)('%s', async (path, model) => {
    const answer = await ask(sandboxWith(), `GET ${path}`)
    expect(answer.status).toBe(200)
    expect(items(answer).length).toBeGreaterThan(0)
    for (const item of items(answer)) expect(new Validator().check(model, item)).toEqual([])
  })

  test('/v1/analytics/metrics', async () => {
    const { body } = await ask(sandboxWith(), 'GET /v1/analytics/metrics')
    expect(new Validator().check(metricsModel, body)).toEqual([])
  })
})

describe('a list', () => {
  test('has numbered pages with their count', async () => {
    const sandbox = sandboxWith()
    const first = await ask(sandbox, 'GET /v1/users')
    expect(first.body['meta']).toEqual({ page: 1, per_page: 50, total: 120, total_pages: 3 })
    const last = await ask(sandbox, 'GET /v1/users?page=3&limit=50')
    expect(items(last)).toHaveLength(20)
    expect(items(await ask(sandbox, 'GET /v1/users?page=9'))).toEqual([])
  })

  test.each(['page=0', 'page=x', 'limit=0', 'limit=101', 'limit=-1', 'limit=1.5'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await ask(sandboxWith(), `GET /v1/users?${query}`)
      expect(status).toBe(422)
      expect(body).toMatchObject({ error_code: 'VALIDATION_ERROR', errors: [{ field: query.split('=')[0] }] })
    },
  )

  test('is filtered by what the query asks', async () => {
    const sandbox = sandboxWith()
    for (const one of items(await ask(sandbox, 'GET /v1/users?role=moderator'))) {
      expect(one['roles']).toContain('moderator')
    }
    expect(items(await ask(sandbox, 'GET /v1/users?search=_7@')).length).toBe(0)
    expect(items(await ask(sandbox, 'GET /v1/users?search=_77')).map(({ id }) => id)).toEqual([77])
    for (const one of items(await ask(sandbox, 'GET /v1/streams?status=live')))
      expect(one['status']).toBe('live')
    expect(items(await ask(sandbox, 'GET /v1/chat/rooms?type=private'))).toHaveLength(1)
    expect(items(await ask(sandbox, 'GET /v1/analytics/reports?type=users'))).toHaveLength(1)
    expect(
      items(await ask(sandbox, 'GET /v1/analytics/reports?from=2026-01-10T00:00:00Z')).length,
    ).toBeLessThan(5)
    expect((await ask(sandbox, 'GET /v1/analytics/reports?to=never')).status).toBe(422)
  })

  test('of messages goes from the newest back, by either route', async () => {
    const sandbox = sandboxWith()
    const first = await ask(sandbox, 'GET /v1/chat/rooms/1/messages?limit=30')
    const ids = items(first).map(({ id }) => Number(id))
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
    expect(first.body['meta']).toEqual({ limit: 30, has_more: true })
    const next = await ask(sandbox, `GET /v1/chat/messages?room_id=1&limit=30&before_id=${ids.at(-1)}`)
    expect(Number(items(next)[0]?.['id'])).toBe((ids.at(-1) ?? 0) - 1)
    const end = await ask(sandbox, 'GET /v1/chat/rooms/1/messages?before_id=3')
    expect(end.body['meta']).toEqual({ limit: 50, has_more: false })
    expect(items(end).map(({ id }) => id)).toEqual([2, 1])
    expect((await ask(sandbox, 'GET /v1/chat/rooms/99/messages')).body['error_code']).toBe(
      'CHAT_ROOM_NOT_FOUND',
    )
    expect((await ask(sandbox, 'GET /v1/chat/messages')).status).toBe(404)
  })
})

describe('a resource', () => {
  const resources: [string, object, object][] = [
    ['/v1/users', user, { last_name: 'Changed' }],
    ['/v1/streams', { title: 'T' }, { status: 'live' }],
  ]
  test.each(resources)('of %s is created, fetched, changed and deleted', async (path, body, changes) => {
    const sandbox = sandboxWith()
    const created = await ask(sandbox, `POST ${path}`, body)
    expect(created.status).toBe(201)
    const one = `${path}/${String(created.body['id'])}`
    expect((await ask(sandbox, `GET ${one}`)).body).toMatchObject(body)
    expect((await ask(sandbox, `PUT ${one}`, changes)).body).toMatchObject({ ...body, ...changes })
    expect((await ask(sandbox, `DELETE ${one}`)).status).toBe(204)
    for (const line of [`GET ${one}`, `DELETE ${one}`]) expect((await ask(sandbox, line)).status).toBe(404)
    expect((await ask(sandbox, `PUT ${one}`, changes)).status).toBe(404)
  })

  test('that is a message is sent, changed and deleted', async () => {
    const sandbox = sandboxWith()
    const sent = await ask(sandbox, 'POST /v1/chat/messages', {
      room_id: 1,
      content: 'Hi',
      metadata: { aKey: 1 },
    })
    expect(sent.body).toMatchObject({
      room_id: 1,
      message_type: 'text',
      metadata: { aKey: 1 },
      reply_to_id: null,
    })
    const one = `/v1/chat/messages/${String(sent.body['id'])}`
    expect((await ask(sandbox, `PUT ${one}`, { content: 'Ho' })).body['content']).toBe('Ho')
    expect((await ask(sandbox, `DELETE ${one}`)).status).toBe(204)
    expect((await ask(sandbox, `PUT ${one}`, { content: 'Ho' })).status).toBe(404)
    const toNowhere = { room_id: 99, content: 'Hi' }
    expect((await ask(sandbox, 'POST /v1/chat/messages', toNowhere)).body['error_code']).toBe(
      'CHAT_ROOM_NOT_FOUND',
    )
    const toNothing = { room_id: 1, content: 'Hi', reply_to_id: 999_999 }
    expect((await ask(sandbox, 'POST /v1/chat/messages', toNothing)).status).toBe(404)
    const long = { room_id: 1, content: 'x'.repeat(4001) }
    expect((await ask(sandbox, 'POST /v1/chat/messages', long)).body['error_code']).toBe(
      'CHAT_MESSAGE_TOO_LONG',
    )
  })

  test.each(['0', '-1', 'x', '1.5', '9007199254740993', '1e3', '%20'])(
    'with the id %s is not there',
    async (id) => {
      const { status, body } = await ask(sandboxWith(), `GET /v1/users/${id}`)
      expect(status).toBe(404)
      expect(body).toMatchObject({ code: 404, message: 'Resource not found' })
    },
  )

  test('that clashes with another is refused', async () => {
    const sandbox = sandboxWith()
    await ask(sandbox, 'POST /v1/users', user)
    const sameName = { ...user, email: 'b@example.com' }
    expect((await ask(sandbox, 'POST /v1/users', sameName)).body['error_code']).toBe('USERNAME_TAKEN')
    const sameEmail = { ...user, username: 'other' }
    expect((await ask(sandbox, 'POST /v1/users', sameEmail)).body['error_code']).toBe('EMAIL_TAKEN')
    expect((await ask(sandbox, 'PUT /v1/users/1', { username: 'new.one' })).status).toBe(409)
    const own = await ask(sandbox, 'GET /v1/users/1')
    expect((await ask(sandbox, 'PUT /v1/users/1', { username: own.body['username'] })).status).toBe(200)
  })

  test('takes no field the contract does not know, and keeps its id', async () => {
    const sandbox = sandboxWith()
    const { body } = await ask(sandbox, 'POST /v1/users', {
      ...user,
      id: 5,
      is_root: true,
      password: 'long enough',
    })
    expect(body).not.toHaveProperty('is_root')
    expect(body).not.toHaveProperty('password')
    expect(body['id']).toBe(121)
  })
})

describe('a body that is wrong', () => {
  test('names its fields and does not repeat their values', async () => {
    const { status, body } = await ask(sandboxWith(), 'POST /v1/users', {
      email: 5,
      roles: ['a', 6],
      username: '',
    })
    expect(status).toBe(422)
    expect(body).toMatchObject({ success: false, error_code: 'VALIDATION_ERROR' })
    expect((body['errors'] as { field: string }[]).map(({ field }) => field)).toEqual([
      'email',
      'username',
      'roles.1',
    ])
    const { body: missing } = await ask(sandboxWith(), 'POST /v1/streams', {})
    expect(missing['errors']).toEqual([
      { field: 'title', code: 'VALIDATION_REQUIRED_FIELD', message: 'is required' },
    ])
    const canary = await ask(sandboxWith(), 'POST /v1/users', {
      ...user,
      email: 'canary',
      password: 'canary',
    })
    expect(JSON.stringify(canary.body)).not.toContain('canary')
  })

  test('has a weak password', async () => {
    const { body } = await ask(sandboxWith(), 'POST /v1/users', { ...user, password: 'short' })
    expect(body['error_code']).toBe('WEAK_PASSWORD')
  })

  test.each(['null', '[]', '5', '"text"'])('is %s', async (text) => {
    expect((await ask(sandboxWith(), 'POST /v1/users', text)).status).toBe(422)
  })

  test('is no JSON, of another type, or too large', async () => {
    const sandbox = sandboxWith({ maxBodyBytes: 100 })
    expect((await ask(sandbox, 'POST /v1/users', '{')).status).toBe(400)
    expect((await ask(sandbox, 'POST /v1/users', 'a=1', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await ask(sandbox, 'POST /v1/users', { ...user, first_name: 'x'.repeat(100) })).status).toBe(413)
    const chunks = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(60))),
    })
    const headers = { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: chunks, duplex: 'half' as const }
    expect((await sandbox.fetch(new Request('http://sandbox/v1/users', init))).status).toBe(413)
  })
})

test('another method is answered with those that are allowed', async () => {
  const { status, headers } = await ask(sandboxWith(), 'DELETE /v1/users')
  expect(status).toBe(405)
  expect(headers.get('allow')).toBe('GET, POST')
})

test('another path is not there', async () => {
  expect((await ask(sandboxWith(), 'GET /v1/nothing')).body).toEqual({
    code: 404,
    message: 'Resource not found',
  })
  expect((await ask(sandboxWith(), 'GET /')).status).toBe(404)
})

test('the same seed gives the same platform, another seed another', async () => {
  const data = async (seed: number) => {
    const sandbox = sandboxWith({ seed })
    const { body } = await ask(sandbox, 'GET /v1/chat/rooms/1/messages')
    return JSON.stringify([sandbox.apiKey, body])
  }
  expect(await data(1)).toBe(await data(1))
  expect(await data(1)).not.toBe(await data(2))
})

test('a request id that is harmless is repeated, any other is replaced', async () => {
  const sandbox = sandboxWith()
  const idFor = async (id: string) =>
    (await ask(sandbox, 'GET /v1/users/1', undefined, { 'x-request-id': id })).headers.get('x-request-id')
  expect(await idFor('mine-7')).toBe('mine-7')
  expect(await idFor('no good <id>')).toMatch(/^req_\d+$/)
})

test('a body that is too large is refused at once in a copy of a request, too', async () => {
  const sandbox = sandboxWith({ maxBodyBytes: 10 })
  const headers = { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' }
  const request = new Request('http://sandbox/v1/users', { method: 'POST', headers, body: 'x'.repeat(100) })
  expect((await sandbox.fetch(request.clone())).status).toBe(413)
})

import { ConflictError, InvalidRequestError, NotFoundError, PermissionError, Veza } from '@veza/client'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let running: RunningSandbox
let veza: Veza

beforeAll(async () => {
  running = await serveSandbox({ seed: 5 })
  // Strict: every answer of the sandbox must keep the contract to the letter.
  veza = new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl, validation: 'strict' })
})
afterAll(() => running.close())

describe('against the sandbox, over real sockets', () => {
  test('users are listed, created, changed, fetched and deleted', async () => {
    expect(await veza.users.list({ limit: 50 }).toArray()).toHaveLength(120)
    const user = await veza.users.create({
      email: 'x@example.com',
      username: 'x1',
      firstName: 'X',
      roles: ['user'],
    })
    expect(user.createdAt).toBeInstanceOf(Date)
    expect(await veza.users.update(user.id, { lastName: 'Y' })).toMatchObject({
      firstName: 'X',
      lastName: 'Y',
    })
    expect((await veza.users.list({ search: 'x1' }).toArray()).map(({ id }) => id)).toContain(user.id)
    await veza.users.delete(user.id)
    await expect(veza.users.get(user.id)).rejects.toBeInstanceOf(NotFoundError)
    await expect(veza.users.get(user.id)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' })
  })

  test('a name that is taken is a ConflictError with its own remedy', async () => {
    await veza.users.create({ email: 'taken@example.com', username: 'taken' })
    const result = await veza.users.create({ email: 'other@example.com', username: 'taken' }).safe()
    expect(result.error).toBeInstanceOf(ConflictError)
    expect(result.error).toMatchObject({
      code: 'USERNAME_TAKEN',
      remedy: 'Choose another name.',
      status: 409,
    })
  })

  test('a field that is wrong is named in the details', async () => {
    const result = await veza.users.create({ email: 'nonsense', username: 'n' }).safe()
    expect(result.error).toBeInstanceOf(InvalidRequestError)
    expect(result.error?.message).toBe('The request is invalid: email (VALIDATION_INVALID_EMAIL)')
    expect(JSON.stringify(result.error)).toContain('email (VALIDATION_INVALID_EMAIL)')
    expect(result.error?.details).toEqual([
      { field: 'email', code: 'VALIDATION_INVALID_EMAIL', message: 'should be an email address' },
    ])
  })

  test('messages are sent with all their parts and paged from the newest on', async () => {
    const metadata = { someKey: { innerKey: 1 }, snake_key: true }
    const first = await veza.chat.messages.send({ roomId: 1, content: 'first', metadata })
    expect(first).toMatchObject({ roomId: 1, type: 'text', metadata, replyToId: null })
    const answer = await veza.chat.messages.send({ roomId: 1, content: 'second', replyToId: first.id })
    const all = await veza.chat.messages.list({ roomId: 1, limit: 30 }).toArray()
    expect(all[0]).toMatchObject({ id: answer.id, replyToId: first.id })
    expect(new Set(all.map(({ id }) => id)).size).toBe(202)
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted((a, b) => b - a))
    const older = await veza.chat.messages.list({ roomId: 1, beforeId: first.id }).first()
    expect(older.items.every(({ id }) => id < first.id)).toBe(true)
    expect((await veza.chat.messages.update(first.id, { content: 'changed' })).content).toBe('changed')
    await veza.chat.messages.delete(first.id)
    await expect(veza.chat.messages.delete(first.id)).rejects.toBeInstanceOf(NotFoundError)
  })

  test('rooms, streams, metrics and reports are read', async () => {
    expect((await veza.chat.rooms.list({ type: 'private' }).toArray()).map(({ name }) => name)).toEqual([
      'staff',
    ])
    const stream = await veza.streams.create({
      title: 'T',
      description: 'D',
      category: 'talk',
      visibility: 'public',
    })
    expect((await veza.streams.update(stream.id, { status: 'live' })).status).toBe('live')
    expect(
      (await veza.streams.list({ status: 'live', category: 'talk', userId: 1 }).toArray()).length,
    ).toBeGreaterThan(0)
    expect((await veza.streams.get(stream.id)).title).toBe('T')
    await veza.streams.delete(stream.id)
    expect((await veza.analytics.metrics()).measuredAt).toBeInstanceOf(Date)
    const [report] = await veza.analytics.reports({ type: 'users' }).toArray()
    expect(report?.figures).toHaveProperty('perDay')
  })

  test('notifications are sent, counted, listed and read; preferences are changed', async () => {
    const before = await veza.notifications.unreadCount()
    const sent = await veza.notifications.send({ userId: 1, title: 'T', message: 'M', data: { aKey: 1 } })
    expect(sent).toMatchObject({
      type: 'custom',
      readAt: null,
      data: { aKey: 1 },
      channels: ['in_app', 'email'],
    })
    expect(await veza.notifications.unreadCount()).toBe(before + 1)
    const unread = await veza.notifications.list({ unreadOnly: true, limit: 7 }).toArray()
    expect(unread.map(({ id }) => id)).toHaveLength(before + 1)
    expect((await veza.notifications.markRead(sent.id)).readAt).toBeInstanceOf(Date)
    expect(await veza.notifications.unreadCount()).toBe(before)
    const { data, response } = await veza.notifications.unreadCount().withResponse()
    expect([data, response.status]).toEqual([before, 200])
    const nobody = await veza.notifications.send({ userId: 999, title: 'T', message: 'M' }).safe()
    expect(nobody.error).toMatchObject({ name: 'NotFoundError', code: 'USER_NOT_FOUND' })
    await veza.notifications.preferences.update({ mutedTypes: ['new_like'] })
    const preferences = await veza.notifications.preferences.get()
    expect(preferences).toMatchObject({ channels: ['in_app', 'email'], mutedTypes: ['new_like'] })
    expect(preferences.updatedAt).toBeInstanceOf(Date)
  })

  test('files are listed, fetched and deleted', async () => {
    const files = await veza.files.list({ limit: 1 }).toArray()
    expect(files.map(({ name }) => name)).toEqual(['welcome.txt', 'jingle.wav'])
    expect((await veza.files.list({ contentType: 'audio/wav' }).toArray()).map(({ id }) => id)).toEqual([2])
    expect(await veza.files.get(2)).toMatchObject({ name: 'jingle.wav', size: 4044, userId: 1 })
    await veza.files.delete(2)
    expect((await veza.files.get(2).safe()).error).toMatchObject({
      name: 'NotFoundError',
      code: 'FILE_NOT_FOUND',
    })
  })

  test('API keys are created, limited to their permissions, rotated and revoked', async () => {
    const key = await veza.apiKeys.create({ name: 'reader', permissions: ['read:users'] })
    const reader = new Veza({ apiKey: key.apiKey.reveal(), baseUrl: running.baseUrl })
    expect((await reader.users.get(1)).id).toBe(1)
    await expect(reader.streams.get(1)).rejects.toBeInstanceOf(PermissionError)
    const rotated = await veza.apiKeys.rotate(key.id ?? 0)
    await expect(reader.users.get(1)).rejects.toMatchObject({ name: 'AuthenticationError', status: 401 })
    expect((await veza.apiKeys.list().toArray()).map(({ name }) => name)).toContain('reader')
    await veza.apiKeys.revoke(rotated.id ?? 0)
    expect(JSON.stringify([key, rotated])).not.toContain(key.apiKey.reveal())
  })

  test('every fault a server can have ends in an answer or a typed error', async () => {
    const faults = [
      'latency=20',
      'status=429; retry-after=0',
      'status=503; retry-after-ms=1',
      'reset=before',
      'reset=after',
      'reset=body',
      'stall=headers',
      'stall=body',
      'truncate',
      'content-type=text/html',
      'gzip-bomb=50000000',
      'redirect=307; location=https://evil.test/',
    ]
    const outcomes = await Promise.all(
      faults.map(async (fault) => {
        const headers = { 'x-veza-fault': fault }
        const retry = { maxAttempts: 2, baseDelayMs: 1 }
        const result = await veza.users
          .get(1, { headers, retry, timeoutMs: fault.startsWith('stall') ? 300 : 10_000 })
          .safe()
        return [fault.split(';')[0], result.error?.code ?? 'ok']
      }),
    )
    expect(Object.fromEntries(outcomes)).toEqual({
      'latency=20': 'ok',
      'status=429': 'RATE_LIMIT_EXCEEDED',
      'status=503': 'HTTP_503',
      'reset=before': 'CONNECTION_RESET',
      'reset=after': 'CONNECTION_RESET',
      'reset=body': 'CONNECTION_RESET',
      'stall=headers': 'TIMEOUT',
      'stall=body': 'TIMEOUT',
      truncate: 'INVALID_RESPONSE',
      'content-type=text/html': 'ok',
      'gzip-bomb=50000000': 'RESPONSE_TOO_LARGE',
      'redirect=307': 'REDIRECT_REFUSED',
    })
  })
})

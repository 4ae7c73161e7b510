import { notificationModel, notificationPreferencesModel } from '@veza/protocol'
import { Validator } from '@veza/protocol/schema'
import { describe, expect, test } from 'vitest'
import { ask, items, sandboxWith } from './ask.ts'

const now = Date.UTC(2026, 5, 1)
const at = new Date(now).toISOString()

describe('notifications', () => {
  test('are listed from the newest on, in parts, with their count', async () => {
    const sandbox = sandboxWith()
    const all = await ask(sandbox, 'GET /v1/notifications?limit=100')
    expect(all.body['meta']).toEqual({ limit: 100, offset: 0, total: 24, has_more: false })
    const ids = items(all).map(({ id }) => Number(id))
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
    for (const item of items(all)) expect(new Validator().check(notificationModel, item)).toEqual([])
    const part = await ask(sandbox, 'GET /v1/notifications?limit=10&offset=20')
    expect(items(part).map(({ id }) => id)).toEqual(ids.slice(20))
    expect(part.body['meta']).toEqual({ limit: 10, offset: 20, total: 24, has_more: false })
    const more = await ask(sandbox, 'GET /v1/notifications?limit=10&offset=10')
    expect(more.body['meta']).toMatchObject({ has_more: true })
    expect(items(await ask(sandbox, 'GET /v1/notifications?offset=99'))).toEqual([])
  })

  test('that are unread are counted, listed alone, and read once', async () => {
    let time = now
    const sandbox = sandboxWith({ now: () => time })
    const unread = items(await ask(sandbox, 'GET /v1/notifications?unread_only=true&limit=100'))
    expect(unread.every((one) => one['read_at'] === null)).toBe(true)
    expect((await ask(sandbox, 'GET /v1/notifications/unread-count')).body).toEqual({ count: unread.length })
    const one = `/v1/notifications/${String(unread[0]?.['id'])}/read`
    expect((await ask(sandbox, `PUT ${one}`)).body).toMatchObject({ id: unread[0]?.['id'], read_at: at })
    time += 1000
    expect((await ask(sandbox, `PUT ${one}`)).body['read_at']).toBe(at)
    expect((await ask(sandbox, 'GET /v1/notifications/unread-count')).body['count']).toBe(unread.length - 1)
  })

  test('of others are not there', async () => {
    const sandbox = sandboxWith()
    const sent = await ask(sandbox, 'POST /v1/notifications', { user_id: 2, title: 'T', message: 'M' })
    expect((await ask(sandbox, `PUT /v1/notifications/${String(sent.body['id'])}/read`)).status).toBe(404)
    expect((await ask(sandbox, 'PUT /v1/notifications/999/read')).status).toBe(404)
    expect(items(await ask(sandbox, 'GET /v1/notifications')).map(({ id }) => id)).not.toContain(
      sent.body['id'],
    )
  })

  test.each(['limit=0', 'limit=101', 'offset=-1', 'offset=x', 'unread_only=1'])(
    'refuse %s',
    async (query) => {
      const { status, body } = await ask(sandboxWith(), `GET /v1/notifications?${query}`)
      expect([status, body['errors']]).toEqual([
        422,
        [expect.objectContaining({ field: query.split('=')[0] })],
      ])
    },
  )

  test('are sent, and refused where they are wrong', async () => {
    const sandbox = sandboxWith({ now: () => now })
    const sent = await ask(sandbox, 'POST /v1/notifications', {
      user_id: 1,
      title: 'Live',
      message: 'Ada is on air',
      notification_type: 'stream_live',
      data: { streamId: 7 },
    })
    expect(sent.status).toBe(201)
    expect(sent.body).toEqual({
      id: 31,
      user_id: 1,
      title: 'Live',
      message: 'Ada is on air',
      notification_type: 'stream_live',
      data: { streamId: 7 },
      channels: ['in_app', 'email'],
      read_at: null,
      created_at: at,
    })
    const plain = await ask(sandbox, 'POST /v1/notifications', { user_id: '1', title: 'T', message: 'M' })
    expect(plain.body).toMatchObject({ user_id: 1, notification_type: 'custom', data: {} })
    const nobody = await ask(sandbox, 'POST /v1/notifications', { user_id: 999, title: 'T', message: 'M' })
    expect([nobody.status, nobody.body['error_code']]).toEqual([404, 'USER_NOT_FOUND'])
    const wrong = await ask(sandbox, 'POST /v1/notifications', {
      user_id: 1,
      title: '',
      channels: ['pigeon'],
    })
    expect((wrong.body['errors'] as { field: string }[]).map(({ field }) => field)).toEqual([
      'title',
      'message',
      'channels.0',
    ])
  })
})

describe('notification preferences', () => {
  const path = '/v1/notifications/preferences'

  test('are changed field by field', async () => {
    const sandbox = sandboxWith({ now: () => now })
    const before = await ask(sandbox, `GET ${path}`)
    expect(before.body).toEqual({ channels: ['in_app', 'email'], muted_types: [], updated_at: null })
    expect(new Validator().check(notificationPreferencesModel, before.body)).toEqual([])
    await ask(sandbox, `PUT ${path}`, { muted_types: ['new_like'] })
    const changed = await ask(sandbox, `PUT ${path}`, { channels: ['push'] })
    expect(changed.body).toEqual({ channels: ['push'], muted_types: ['new_like'], updated_at: at })
    expect((await ask(sandbox, `GET ${path}`)).body).toEqual(changed.body)
    expect((await ask(sandbox, `PUT ${path}`, { channels: ['pigeon'] })).status).toBe(422)
  })

  test('decide on which channels a notification goes out', async () => {
    const sandbox = sandboxWith()
    await ask(sandbox, `PUT ${path}`, { channels: ['in_app', 'push'], muted_types: ['new_like'] })
    const channels = async (fields: object) =>
      (await ask(sandbox, 'POST /v1/notifications', { user_id: 1, title: 'T', message: 'M', ...fields }))
        .body['channels']
    expect(await channels({})).toEqual(['in_app', 'push'])
    expect(await channels({ channels: ['email', 'push'] })).toEqual(['push'])
    expect(await channels({ notification_type: 'new_like' })).toEqual([])
    expect(await channels({ user_id: 2 })).toEqual(['in_app', 'email'])
  })
})

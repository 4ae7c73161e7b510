import { InvalidRequestError, type Pages, Veza } from '@veza/client'
import { describe, expect, test } from 'vitest'

let sent = 0
const veza = new Veza({
  apiKey: 'veza_test_1',
  baseUrl: 'http://127.0.0.1:1/v1',
  fetch: () => {
    sent++
    return Promise.resolve(Response.json({ id: 1 }))
  },
})

/** Calls a method as a caller without a compiler may. */
function invoke<T>(path: string, ...args: readonly unknown[]): T {
  const owner = path.split('.').slice(0, -1)
  const self = owner.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], veza)
  const method = (self as Record<string, (...args: readonly unknown[]) => T>)[path.split('.').at(-1) ?? '']
  if (method === undefined) throw new Error(`there is no ${path}`)
  return method.apply(self, [...args])
}

const calls: [string, () => unknown, RegExp][] = [
  ['users.get()', () => invoke('users.get'), /parameter "id" is missing/],
  ['users.get(null)', () => invoke('users.get', null), /parameter "id" is missing/],
  ['users.get("")', () => invoke('users.get', ''), /parameter "id" is missing/],
  ['users.get(NaN)', () => invoke('users.get', Number.NaN), /parameter "id" is not an id/],
  ['users.get({ id: 1 })', () => invoke('users.get', { id: 1 }), /parameter "id" is not an id/],
  ['users.get(true)', () => invoke('users.get', true), /parameter "id" is not an id/],
  ['users.get("a/b")', () => invoke('users.get', 'a/b'), /could leave the base URL/],
  ['users.get(1, null)', () => invoke('users.get', 1, null), /The call/],
  ['users.delete()', () => invoke('users.delete'), /parameter "id" is missing/],
  ['users.create()', () => invoke('users.create'), /fields of the user are missing/],
  ['users.create(null)', () => invoke('users.create', null), /fields of the user are missing/],
  ['users.create([])', () => invoke('users.create', []), /fields of the user are missing/],
  ['users.update(1)', () => invoke('users.update', 1), /fields of the user are missing/],
  ['users.update({ … })', () => invoke('users.update', { email: 'canary' }), /parameter "id" is not an id/],
  ['streams.create()', () => invoke('streams.create'), /fields of the live stream are missing/],
  ['streams.update(1)', () => invoke('streams.update', 1), /fields of the live stream are missing/],
  ['streams.signedUrl()', () => invoke('streams.signedUrl'), /Pass the file's name/],
  ['streams.signedUrl(file)', () => invoke('streams.signedUrl', 'x'), /signedUrl\(\).*secret/],
  ['messages.send()', () => invoke('chat.messages.send'), /fields of the message are missing/],
  ['messages.send(null)', () => invoke('chat.messages.send', null), /fields of the message are missing/],
  ['messages.send(text)', () => invoke('chat.messages.send', 'canary'), /fields of the message are missing/],
  ['messages.update(1)', () => invoke('chat.messages.update', 1), /fields of the message are missing/],
  ['apiKeys.create()', () => invoke('apiKeys.create'), /fields of the API key are missing/],
  ['apiKeys.rotate()', () => invoke('apiKeys.rotate'), /parameter "id" is missing/],
  ['notifications.send()', () => invoke('notifications.send'), /fields of the notification are missing/],
  ['preferences.update()', () => invoke('notifications.preferences.update'), /are missing/],
  ['files.upload()', () => invoke('files.upload'), /cannot be uploaded/],
  ['files.upload(blob, null)', () => invoke('files.upload', new Blob([]), null), /files.upload\(\)/],
  ['files.download()', () => invoke('files.download'), /parameter "id" is missing/],
  ['files.download(1, null)', () => invoke('files.download', 1, null), /The download/],
  ['request()', () => invoke('request'), /The request. Pass an object/],
  ['request(null)', () => invoke('request', null), /The request. Pass an object/],
  ['request(path)', () => invoke('request', '/users'), /The request. Pass an object/],
  [
    'request({ method, url })',
    () => invoke('request', { method: 'GET', url: '/canary' }),
    /unknown option "url".*The options are: method, path/,
  ],
  [
    'request({ method })',
    () => invoke('request', { method: 'GET' }),
    /option "path" is missing.*Write it as/,
  ],
  [
    'request({ path })',
    () => invoke('request', { path: '/users' }),
    /option "method" is missing.*Write one of/,
  ],
  [
    'request in small letters',
    () => invoke('request', { method: 'get', path: '/u' }),
    /option "method" is invalid.*Write one of "GET"/,
  ],
  [
    'request without params',
    () => invoke('request', { method: 'GET', path: '/users/{id}' }),
    /parameter "id" is missing/,
  ],
  [
    'request with a text of params',
    () => invoke('request', { method: 'GET', path: '/users/{id}', params: 'canary' }),
    /option "params" is invalid/,
  ],
  [
    'request with a list as query',
    () => invoke('request', { method: 'GET', path: '/users', query: new URLSearchParams('a=canary') }),
    /option "query" is invalid/,
  ],
]

const lists: [string, () => Pages<unknown>, RegExp][] = [
  ['users.list(null)', () => invoke('users.list', null), /users.list\(\). Pass an object of options/],
  ['users.list(5)', () => invoke('users.list', 5), /users.list\(\). Pass an object of options/],
  ['notifications.list(null)', () => invoke('notifications.list', null), /Pass an object of options/],
  ['messages.list()', () => invoke('chat.messages.list'), /option "roomId" is missing/],
  ['messages.list(null)', () => invoke('chat.messages.list', null), /option "roomId" is missing/],
  [
    'messages.list({ room: 1 })',
    () => invoke('chat.messages.list', { room: 1 }),
    /option "roomId" is missing/,
  ],
  [
    'messages.list({ roomId: NaN })',
    () => invoke('chat.messages.list', { roomId: Number.NaN }),
    /parameter "roomId" is not an id/,
  ],
]

function expectRefusal(error: unknown, says: RegExp): void {
  expect(error).toBeInstanceOf(InvalidRequestError)
  const { message, remedy, code } = error as InvalidRequestError
  expect(`${message}. ${remedy}`).toMatch(says)
  expect(`${message} ${remedy} ${JSON.stringify(error)}`).not.toContain('canary')
  expect(remedy).toMatch(/\.$/)
  expect(['INVALID_ARGUMENT', 'INVALID_OPTION']).toContain(code)
  expect(sent).toBe(0)
}

describe('wrong input is refused with a sentence, before anything is sent', () => {
  test.each(calls)('%s rejects, and throws nothing at once', async (_, call, says) => {
    const promise = call() as Promise<unknown>
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expectRefusal(error, says)
  })

  test.each(lists)('%s fails when it is read', async (_, list, says) => {
    for (const read of [() => list().first(), () => list().toArray(), () => list().byPage().next()]) {
      expectRefusal(await read().catch((reason: unknown) => reason), says)
    }
  })

  test('and the operation is named where it is known', async () => {
    const error = await invoke<Promise<unknown>>('users.get', Number.NaN).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ operation: 'GET /users/{id}' })
  })
})

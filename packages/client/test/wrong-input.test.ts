import { InvalidRequestError, Veza } from '@veza/client'
import { describe, expect, test } from 'vitest'

/** What a caller without a compiler may write. */
// biome-ignore lint/suspicious/noExplicitAny: that is what is tested
type Untyped = any

let sent = 0
const veza: Untyped = new Veza({
  apiKey: 'veza_test_1',
  baseUrl: 'http://127.0.0.1:1/v1',
  fetch: () => {
    sent++
    return Promise.resolve(Response.json({ id: 1 }))
  },
})

const calls: [string, () => unknown, RegExp][] = [
  ['users.get()', () => veza.users.get(), /parameter "id" is missing/],
  ['users.get(null)', () => veza.users.get(null), /parameter "id" is missing/],
  ['users.get("")', () => veza.users.get(''), /parameter "id" is missing/],
  ['users.get(NaN)', () => veza.users.get(Number.NaN), /parameter "id" is not an id/],
  ['users.get({ id: 1 })', () => veza.users.get({ id: 1 }), /parameter "id" is not an id/],
  ['users.get(true)', () => veza.users.get(true), /parameter "id" is not an id/],
  ['users.get("a/b")', () => veza.users.get('a/b'), /could leave the base URL/],
  ['users.get(1, null)', () => veza.users.get(1, null), /The call/],
  ['users.delete()', () => veza.users.delete(), /parameter "id" is missing/],
  ['users.create()', () => veza.users.create(), /fields of the user are missing/],
  ['users.create(null)', () => veza.users.create(null), /fields of the user are missing/],
  ['users.create([])', () => veza.users.create([]), /fields of the user are missing/],
  ['users.update(1)', () => veza.users.update(1), /fields of the user are missing/],
  ['users.update({ … })', () => veza.users.update({ email: 'canary' }), /parameter "id" is not an id/],
  ['streams.create()', () => veza.streams.create(), /fields of the live stream are missing/],
  ['streams.update(1)', () => veza.streams.update(1), /fields of the live stream are missing/],
  ['streams.signedUrl()', () => veza.streams.signedUrl(), /Pass the file's name/],
  ['streams.signedUrl(file)', () => veza.streams.signedUrl('x'), /signedUrl\(\).*secret/],
  ['messages.send()', () => veza.chat.messages.send(), /fields of the message are missing/],
  ['messages.send(null)', () => veza.chat.messages.send(null), /fields of the message are missing/],
  ['messages.send(text)', () => veza.chat.messages.send('canary'), /fields of the message are missing/],
  ['messages.update(1)', () => veza.chat.messages.update(1), /fields of the message are missing/],
  ['apiKeys.create()', () => veza.apiKeys.create(), /fields of the API key are missing/],
  ['apiKeys.rotate()', () => veza.apiKeys.rotate(), /parameter "id" is missing/],
  ['notifications.send()', () => veza.notifications.send(), /fields of the notification are missing/],
  ['preferences.update()', () => veza.notifications.preferences.update(), /are missing/],
  ['files.upload()', () => veza.files.upload(), /cannot be uploaded/],
  ['files.upload(blob, null)', () => veza.files.upload(new Blob([]), null), /files.upload\(\)/],
  ['files.download()', () => veza.files.download(), /parameter "id" is missing/],
  ['files.download(1, null)', () => veza.files.download(1, null), /The download/],
  ['request()', () => veza.request(), /The request is missing/],
  ['request(null)', () => veza.request(null), /The request is missing/],
  ['request(path)', () => veza.request('/users'), /The request is missing/],
  [
    'request({ method, url })',
    () => veza.request({ method: 'GET', url: '/canary' }),
    /unknown part "url".*Its parts are: method, path/,
  ],
  ['request({ method })', () => veza.request({ method: 'GET' }), /The path is missing/],
  ['request({ path })', () => veza.request({ path: '/users' }), /method is missing or unknown/],
  ['request in small letters', () => veza.request({ method: 'get', path: '/u' }), /Write one of GET/],
  [
    'request without params',
    () => veza.request({ method: 'GET', path: '/users/{id}' }),
    /parameter "id" is missing/,
  ],
  [
    'request with a text of params',
    () => veza.request({ method: 'GET', path: '/users/{id}', params: 'canary' }),
    /params cannot be read/,
  ],
  [
    'request with a list as query',
    () => veza.request({ method: 'GET', path: '/users', query: new URLSearchParams('a=canary') }),
    /query cannot be read/,
  ],
]

const lists: [string, () => Untyped, RegExp][] = [
  ['users.list(null)', () => veza.users.list(null), /users.list\(\). Pass an object of options/],
  ['users.list(5)', () => veza.users.list(5), /users.list\(\). Pass an object of options/],
  ['notifications.list(null)', () => veza.notifications.list(null), /Pass an object of options/],
  ['messages.list()', () => veza.chat.messages.list(), /option "roomId" is missing/],
  ['messages.list(null)', () => veza.chat.messages.list(null), /option "roomId" is missing/],
  ['messages.list({ room: 1 })', () => veza.chat.messages.list({ room: 1 }), /option "roomId" is missing/],
  [
    'messages.list({ roomId: NaN })',
    () => veza.chat.messages.list({ roomId: Number.NaN }),
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
    const error = await veza.users.get(Number.NaN).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ operation: 'GET /users/{id}' })
  })
})

import { createHttp, type Page, Pages } from '@veza/http'
import { userModel } from '@veza/protocol'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/users' } as const
const wireUser = { id: 7, email: 'a@b.c', username: 'ada', roles: [], created_at: '2024-01-01T00:00:00Z' }

describe('a call', () => {
  test('is a promise of its data', async () => {
    await using server = await scriptedServer((response) => json(response, wireUser))
    const call = createHttp({ baseUrl: server.url }).one(userModel, get)
    expect(Object.prototype.toString.call(call)).toBe('[object Call]')
    let ended = false
    expect((await call.finally(() => (ended = true))).username).toBe('ada')
    expect(ended).toBe(true)
    expect((await Promise.all([call, call]))[1]?.createdAt).toEqual(new Date('2024-01-01T00:00:00Z'))
    expect(server.seen).toHaveLength(1)
  })

  test('gives the answer it came in', async () => {
    await using server = await scriptedServer((response) =>
      json(response, wireUser, 201, { 'x-request-id': 'r1' }),
    )
    const { data, response } = await createHttp({ baseUrl: server.url }).one(userModel, get).withResponse()
    expect(data.id).toBe(7)
    expect(response).toMatchObject({ status: 201, requestId: 'r1', attempts: 1, url: `${server.url}/users` })
    expect(response.headers.get('content-type')).toBe('application/json')
  })

  test('is never answered by a cache of the runtime, which knows no credentials', async () => {
    const modes: string[] = []
    const capture: typeof fetch = (input) => {
      modes.push((input as Request).cache)
      return Promise.resolve(Response.json({}))
    }
    await createHttp({ baseUrl: 'https://api.example.test', fetch: capture }).json(get)
    expect(modes).toEqual(['no-store'])
  })

  test('made safe gives a result and never throws', async () => {
    await using server = await scriptedServer((response, _, number) =>
      number === 1
        ? json(response, wireUser)
        : json(response, { code: 404, message: 'Resource not found' }, 404),
    )
    const http = createHttp({ baseUrl: server.url })
    const good = await http.one(userModel, get).safe()
    expect(good.ok && good.data.username).toBe('ada')
    const bad = await http.one(userModel, get).safe()
    expect(bad.ok).toBe(false)
    expect(bad.error).toMatchObject({ name: 'NotFoundError', code: 'NOT_FOUND' })
  })

  test('caught with catch() is handled', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 404))
    expect(
      await createHttp({ baseUrl: server.url })
        .json(get)
        .catch(() => 'caught'),
    ).toBe('caught')
  })

  test.each([[[]], ['text'], [null], [5]])('whose answer is %j instead of a resource fails', async (body) => {
    await using server = await scriptedServer((response) => json(response, body))
    const error = await failureOf(createHttp({ baseUrl: server.url }).one(userModel, get))
    expect(error).toMatchObject({ code: 'INVALID_RESPONSE', status: 200 })
    expect(error.message).toContain('should hold a user')
  })

  test('whose answer is no list where one should be fails', async () => {
    await using server = await scriptedServer((response) => json(response, { unrelated: 1 }))
    const error = await failureOf(createHttp({ baseUrl: server.url }).page(userModel, get))
    expect(error.message).toContain('list of users')
  })

  test('whose list holds something else fails', async () => {
    await using server = await scriptedServer((response) => json(response, { data: [1] }))
    const error = await failureOf(createHttp({ baseUrl: server.url }).page(userModel, get))
    expect(error.message).toContain('should hold a user')
  })
})

describe('a page', () => {
  test.each<[string, object, boolean | undefined]>([
    ['has_more', { meta: { has_more: true } }, true],
    ['has_more', { meta: { has_more: false, page: 1, total_pages: 9 } }, false],
    ['the number of pages', { meta: { page: 1, total_pages: 2 } }, true],
    ['the number of pages', { pagination: { page: 2, pages: 2 } }, false],
    ['the number of items', { page: 1, limit: 1, total: 2 }, true],
    ['the number of items', { page: 2, per_page: 1, total: 2 }, false],
    ['nothing but its items', {}, undefined],
  ])('tells from %s whether more follow', async (_, meta, more) => {
    await using server = await scriptedServer((response) => json(response, { data: [wireUser], ...meta }))
    const page = await createHttp({ baseUrl: server.url }).page(userModel, get)
    expect(page.hasMore).toBe(more)
    expect(page.items[0]?.username).toBe('ada')
  })

  test.each([[''], ['null'], ['[]'], ['{"data":null}'], ['{"success":true}']])(
    'of %j is empty',
    async (text) => {
      await using server = await scriptedServer((response) => response.end(text))
      const page = await createHttp({ baseUrl: server.url }).page(userModel, get)
      expect(page).toMatchObject({ items: [], hasMore: false })
    },
  )
})

describe('pages', () => {
  const response = { status: 200, headers: new Headers(), url: '', requestId: 'r9', attempts: 1 }
  const page = (items: readonly number[], hasMore: boolean | undefined): Page<number> => ({
    items,
    hasMore,
    page: undefined,
    limit: undefined,
    total: undefined,
    totalPages: undefined,
    response,
  })
  function counted(all: readonly (readonly number[])[], counts = true) {
    const fetched: number[] = []
    const pages = new Pages<number>({
      first: 0,
      fetch: (cursor) => {
        const number = cursor as number
        fetched.push(number)
        return Promise.resolve(page(all[number] ?? [], counts ? number < all.length - 1 : undefined))
      },
      next: (_, cursor) => (cursor as number) + 1,
    })
    return { pages, fetched }
  }

  test('are fetched as they are read', async () => {
    const { pages, fetched } = counted([[1, 2], [3, 4], [5]])
    const read: number[] = []
    for await (const item of pages) {
      read.push(item)
      if (item === 3) break
    }
    expect(read).toEqual([1, 2, 3])
    expect(fetched).toEqual([0, 1])
  })

  test('can be read page by page, into an array, and up to a limit', async () => {
    const { pages, fetched } = counted([[1, 2], [3, 4], [5]])
    const sizes: number[] = []
    for await (const one of pages.byPage()) sizes.push(one.items.length)
    expect(sizes).toEqual([2, 2, 1])
    expect(await pages.toArray()).toEqual([1, 2, 3, 4, 5])
    fetched.length = 0
    expect(await pages.toArray({ limit: 4 })).toEqual([1, 2, 3, 4])
    expect(fetched).toEqual([0, 1])
    expect(await pages.toArray({ limit: 0 })).toEqual([])
    expect((await pages.first()).items).toEqual([1, 2])
  })

  test('that nobody counts end with an empty one', async () => {
    const { pages, fetched } = counted([[1], [2]], false)
    expect(await pages.toArray()).toEqual([1, 2])
    expect(fetched).toEqual([0, 1, 2])
  })

  test('that are all the same end where nobody says that there are more', async () => {
    const pages = new Pages<number>({
      first: 1,
      fetch: () => Promise.resolve(page([1, 2], undefined)),
      next: () => 1,
    })
    expect(await pages.toArray()).toEqual([1, 2])
  })

  test('that begin with the same item are different pages if the rest differs', async () => {
    const { pages } = counted([[1, 2], [1, 3], [1]])
    expect(await pages.toArray()).toEqual([1, 2, 1, 3, 1])
  })

  test('of 300,000 items are read, and of a limit that is none nothing', async () => {
    const items = Array.from({ length: 300_000 }, (_, index) => index)
    const { pages } = counted([items])
    expect(await pages.toArray()).toHaveLength(300_000)
    await expect(pages.toArray({ limt: 1 } as { limit?: number })).rejects.toThrow(/unknown option "limt"/)
  })

  test('that never change are an error, not an endless loop', async () => {
    const pages = new Pages<number>({
      first: 1,
      fetch: () => Promise.resolve(page([1], true)),
      next: () => 1,
    })
    const error = await failureOf(pages.toArray())
    expect(error).toMatchObject({ code: 'INVALID_RESPONSE', requestId: 'r9' })
    expect(error.remedy).toContain('first()')
  })
})

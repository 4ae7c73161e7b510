import { type ListUsers, type Page, type Pages, Veza, type VezaError } from '@veza/client'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let running: RunningSandbox

beforeAll(async () => {
  running = await serveSandbox({ seed: 5 })
})
afterAll(() => running.close())

/** Another client for each call, as if it were another process. */
function veza(): Veza {
  return new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl, validation: 'strict' })
}

/** Reads a list page by page, each page by another client that knows only the token. */
async function relay<T extends { readonly id: number }>(
  list: (veza: Veza, pageToken: string | undefined) => Pages<T>,
): Promise<{ ids: number[]; sizes: number[] }> {
  const ids: number[] = []
  const sizes: number[] = []
  let token: string | undefined
  do {
    const page: Page<T> = await list(veza(), token).first()
    ids.push(...page.items.map(({ id }) => id))
    sizes.push(page.items.length)
    token = page.nextPageToken
  } while (token !== undefined)
  return { ids, sizes }
}

const given = (pageToken: string | undefined) => (pageToken === undefined ? {} : { pageToken })

async function failureOf(pages: Pages<unknown>): Promise<VezaError> {
  return pages.first().then(
    () => expect.unreachable(),
    (error: VezaError) => error,
  )
}

async function tokenOf(pages: Pages<unknown>): Promise<string> {
  return (await pages.first()).nextPageToken ?? expect.unreachable()
}

describe('a list goes on where another process stopped', () => {
  test('by numbered pages, with the limit of the token', async () => {
    const whole = await veza().users.list().toArray()
    const { ids, sizes } = await relay((client, token) =>
      client.users.list(token === undefined ? { limit: 32 } : { pageToken: token }),
    )
    expect(ids).toEqual(whole.map(({ id }) => id))
    expect(sizes).toEqual([32, 32, 32, 24])
  })

  test('by offset', async () => {
    const whole = await veza().notifications.list().toArray()
    const { ids, sizes } = await relay((client, token) =>
      client.notifications.list({ limit: 10, ...given(token) }),
    )
    expect(ids).toEqual(whole.map(({ id }) => id))
    expect(sizes).toEqual([10, 10, 4])
  })

  test('by the oldest message', async () => {
    const whole = await veza().chat.messages.list({ roomId: 1 }).toArray()
    const { ids } = await relay((client, token) =>
      client.chat.messages.list({ roomId: 1, limit: 60, ...given(token) }),
    )
    expect(ids).toEqual(whole.map(({ id }) => id))
  })

  test('in the middle of a longer read, filters and all', async () => {
    const filters = { status: 'live', limit: 1 } as const
    const whole = await veza().streams.list(filters).toArray()
    expect(whole.length).toBeGreaterThan(2)
    let token = ''
    for await (const page of veza().streams.list(filters).byPage()) {
      token = page.nextPageToken ?? ''
      break
    }
    const rest = await veza()
      .streams.list({ ...filters, pageToken: token })
      .toArray()
    expect(rest).toEqual(whole.slice(1))
  })
})

describe('a page token', () => {
  test('is missing at the end of a list', async () => {
    expect(await veza().users.list({ page: 3 }).first()).not.toHaveProperty('nextPageToken')
    expect(await veza().users.list({ page: 99 }).first()).not.toHaveProperty('nextPageToken')
  })

  test('belongs to one list and its filters', async () => {
    const token = await tokenOf(veza().users.list({ role: 'user', limit: 10 }))
    const others = [
      veza().users.list({ pageToken: token }),
      veza().users.list({ role: 'admin', pageToken: token }),
      veza().users.list({ role: 'user', filters: { x: 1 }, pageToken: token }),
      veza().streams.list({ pageToken: token }),
      veza().chat.messages.list({ roomId: 1, pageToken: token }),
    ]
    for (const pages of others) {
      const error = await failureOf(pages)
      expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'INVALID_PAGE_TOKEN' })
      expect(error.remedy).toContain('the same filters')
    }
    const ofRoom = await tokenOf(veza().chat.messages.list({ roomId: 1, limit: 5 }))
    expect(await failureOf(veza().chat.messages.list({ roomId: 2, pageToken: ofRoom }))).toMatchObject({
      code: 'INVALID_PAGE_TOKEN',
    })
  })

  test('does not mind the order of filters, nor whether a number came as text', async () => {
    const query = { filters: { b: '2', a: 1 }, role: 'user', limit: 10 } as const
    const token = await tokenOf(veza().users.list(query))
    const again: ListUsers = { limit: 10, role: 'user', pageToken: token, filters: { a: '1', b: 2 } }
    expect((await veza().users.list(again).first()).page).toBe(2)
  })

  test('of numbered pages holds for their size, others do not mind', async () => {
    const token = await tokenOf(veza().users.list({ limit: 10 }))
    const error = await failureOf(veza().users.list({ limit: 20, pageToken: token }))
    expect(error).toMatchObject({ code: 'INVALID_PAGE_TOKEN', remedy: expect.stringContaining('limit: 10') })
    const offset = await tokenOf(veza().notifications.list({ limit: 10 }))
    const rest = await veza().notifications.list({ limit: 20, pageToken: offset }).first()
    expect([rest.items.length, rest.limit]).toEqual([14, 20])
  })

  test('is not for those who say themselves where to begin', async () => {
    const token = await tokenOf(veza().users.list({ limit: 10 }))
    const error = await failureOf(veza().users.list({ page: 2, pageToken: token }))
    expect(error.remedy).toContain('Pass page or pageToken, not both')
  })

  test.each(['', 'nonsense', 'WzEsIngiLDFd'])('is not %j', async (pageToken) => {
    const before = running.sandbox.stats().requests
    expect(await failureOf(veza().users.list({ pageToken }))).toMatchObject({ code: 'INVALID_PAGE_TOKEN' })
    expect(running.sandbox.stats().requests).toBe(before)
  })

  test('may come from anybody: its place is checked', async () => {
    const token = await tokenOf(veza().users.list({ limit: 10 }))
    const parts = JSON.parse(atob(token.replaceAll('-', '+').replaceAll('_', '/'))) as unknown[]
    for (const place of [['../x', 10], [2, 0], [-1, 10], [2], 'x', [2, 10, 1], [1.5, 10], { at: 1 }]) {
      const forged = btoa(JSON.stringify([parts[0], parts[1], place])).replace(/=+$/, '')
      const error = await failureOf(veza().users.list({ pageToken: forged }))
      expect([place, error.code]).toEqual([place, 'INVALID_PAGE_TOKEN'])
    }
  })
})

test('a list by offset ends where its total says so, or its pages are empty', async () => {
  const listFrom = (meta: object | undefined) =>
    new Veza({
      apiKey: 'veza_test_x',
      baseUrl: 'http://127.0.0.1:1/v1',
      validation: 'off',
      fetch: (input) => {
        const offset = Number(new URL(new Request(input).url).searchParams.get('offset'))
        const data = [1, 2, 3].slice(offset, offset + 2).map((id) => ({ id }))
        return Promise.resolve(Response.json({ data, ...(meta && { meta }) }))
      },
    }).notifications.list({ limit: 2 })
  const sizes = async (pages: Pages<unknown>) => {
    const found = []
    for await (const { items, hasMore } of pages.byPage()) found.push([items.length, hasMore])
    return found
  }
  expect(await sizes(listFrom({ total: 3 }))).toEqual([
    [2, true],
    [1, false],
  ])
  expect(await sizes(listFrom(undefined))).toEqual([
    [2, undefined],
    [1, undefined],
    [0, false],
  ])
})

import type { Chapter } from '../case.ts'
import { equal, failureOf } from '../check.ts'

/** Lists, fetched page by page. */
export const pages: Chapter = {
  name: 'Pages',
  cases: [
    {
      name: 'for await reads every item of every page, once',
      async run({ client, seen }) {
        const ids: number[] = []
        const query = { limit: 50, role: 'user' }
        for await (const user of client().users.list(query)) ids.push(user.id)
        equal([new Set(ids).size === ids.length, ids.length > 100, ids[0]], [true, true, 1])
        equal((await seen()).length, Math.ceil(ids.length / 50), 'the number of requests')
      },
    },
    {
      name: 'a page tells its number, its size and the totals',
      async run({ client }) {
        const found: unknown[] = []
        for await (const page of client().chat.rooms.list({ limit: 4 }).byPage()) {
          found.push([page.page, page.items.length, page.total, page.totalPages, page.hasMore])
        }
        equal(found, [
          [1, 4, 6, 2, true],
          [2, 2, 6, 2, false],
        ])
      },
    },
    {
      name: 'toArray() and break fetch no page beyond what is read',
      async run({ client, seen }) {
        const { users } = client()
        equal((await users.list({ limit: 10 }).toArray({ limit: 15 })).length, 15)
        equal((await seen()).length, 2, 'the requests of toArray()')
        for await (const _ of users.list({ limit: 10 })) break
        equal((await seen()).length, 3, 'the requests after break')
      },
    },
    {
      name: 'messages are paged by cursor, newest first',
      async run({ client, seen }) {
        const messages = await client().chat.messages.list({ roomId: 2, limit: 20 }).toArray()
        const ids = messages.map(({ id }) => id)
        equal([ids.length, ids], [50, ids.toSorted((a, b) => b - a)])
        const cursors = (await seen()).map(({ path }) =>
          new URL(path, 'http://x').searchParams.get('before_id'),
        )
        equal(cursors, [null, String(ids[19]), String(ids[39])])
      },
    },
    {
      name: 'a failure in the middle of a list ends it with its error, after what was read',
      async run({ client }) {
        const read: number[] = []
        const veza = client({
          retry: false,
          middleware: [
            (request, next) => {
              const second = request.url.includes('page=2')
              const fault = second ? { 'x-veza-fault': 'status=500' } : {}
              return next({ ...request, headers: { ...request.headers, ...fault } })
            },
          ],
        })
        const reading = async () => {
          for await (const user of veza.users.list({ limit: 30 })) read.push(user.id)
        }
        const error = await failureOf(reading())
        equal([error.name, read.length], ['ServerError', 30])
      },
    },
  ],
}

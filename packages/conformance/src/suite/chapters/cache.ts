import type { CacheEntry, CacheStore } from '@veza/client'
import type { Chapter } from '../case.ts'
import { equal, holds } from '../check.ts'
import type { World } from '../world.ts'

/** Answers that are kept, when a client is asked to. */
export const cache: Chapter = {
  name: 'Cache',
  cases: [
    {
      name: 'an answer is kept for as long as the server allows, and each caller gets an object of its own',
      async run(world) {
        await fresh(world, 'max-age=60')
        let now = Date.now()
        const clock = { now: () => now, sleep: () => Promise.resolve() }
        const { users } = world.client({ cache: true, clock })
        const first = await users.get(1)
        Object.assign(first, { username: 'changed' })
        const { data, response } = await users.get(1).withResponse()
        equal([data.username, response.attempts], ['kept', 0])
        now += 61_000
        equal((await users.get(1).withResponse()).response.attempts, 1)
        equal((await world.seen()).length, 2, 'the number of requests')
      },
    },
    {
      name: 'an answer that is stale is asked about, and used again where it still holds',
      async run(world) {
        const headers = { etag: '"a"', 'cache-control': 'max-age=0' }
        await fresh(world, 'max-age=0', { etag: '"a"' }, 1)
        await world.addFault({ path: '/users/1', fault: { kind: 'status', status: 304, headers } })
        const { users } = world.client({ cache: true })
        await users.get(1)
        const { data, response } = await users.get(1).withResponse()
        equal([data.username, response.status, response.attempts], ['kept', 200, 1])
        equal((await world.seen())[1]?.headers['if-none-match'], '"a"')
      },
    },
    {
      name: 'identical GETs at the same time share one request',
      async run({ client, seen }) {
        const { users } = client({ cache: true })
        const found = await Promise.all(Array.from({ length: 20 }, () => users.get(1)))
        equal(new Set(found).size, 20, 'the number of objects')
        equal((await seen()).length, 1, 'the number of requests')
      },
    },
    {
      name: 'a write forgets what is kept of its kind',
      async run(world) {
        await world.addFault({
          path: '/chat/rooms',
          fault: {
            kind: 'status',
            status: 200,
            headers: { 'cache-control': 'max-age=60' },
            body: { data: [] },
          },
        })
        const { chat } = world.client({ cache: true })
        const rooms = async () => (await chat.rooms.list().first()).response.attempts
        equal([await rooms(), await rooms()], [1, 0])
        await chat.messages.send({ roomId: 1, content: 'a write' })
        equal(await rooms(), 1, 'the attempts after the write')
      },
    },
    {
      name: 'two credentials never share an answer, even in one store, which sees neither',
      async run(world) {
        await fresh(world, 'max-age=60')
        const { store, written } = mapStore()
        const other = await world.client().apiKeys.create({ name: 'Other', permissions: ['read:users'] })
        const mine = world.client({ cache: { store } })
        const theirs = world.client({ cache: { store }, apiKey: other.apiKey.reveal() })
        const attempts = async (veza: typeof mine) =>
          (await veza.users.get(1).withResponse()).response.attempts
        equal([await attempts(mine), await attempts(theirs), await attempts(mine)], [1, 1, 0])
        const text = JSON.stringify(written())
        holds(!text.includes(world.sandbox.apiKey), 'the store was given the key')
        holds(!text.includes(other.apiKey.reveal()), 'the store was given the other key')
        if (other.id !== undefined) await world.client().apiKeys.revoke(other.id)
      },
    },
  ],
}

function fresh({ addFault }: World, control: string, more: Record<string, string> = {}, times?: number) {
  const body = {
    id: 1,
    email: 'k@example.com',
    username: 'kept',
    roles: [],
    created_at: '2026-01-01T00:00:00Z',
  }
  const headers = { 'cache-control': control, ...more }
  const fault = { kind: 'status', status: 200, headers, body } as const
  return addFault({ method: 'GET', path: '/users/1', fault, ...(times !== undefined && { times }) })
}

function mapStore(): { readonly store: CacheStore; readonly written: () => unknown } {
  const entries = new Map<string, CacheEntry>()
  const store: CacheStore = {
    get: (group, key) => entries.get(`${group} ${key}`),
    set: (group, key, entry) => void entries.set(`${group} ${key}`, entry),
    clear: () => entries.clear(),
  }
  return { store, written: () => [...entries] }
}

import { serveSandbox } from '@veza/sandbox/node'
import { expect, test } from 'vitest'
import { createWorld } from './world.ts'

test('a world sees the requests of its own clients, and leaves no fault behind', async () => {
  await using running = await serveSandbox()
  const { url, baseUrl, apiKey } = running
  const { username, password } = running.sandbox
  const address = { url, baseUrl, apiKey, username, password }
  const settings = { kind: 'node', sandbox: address, entries: {}, vectors: [] } as const
  const [one, other] = [createWorld(settings, 'one'), createWorld(settings, 'other')]
  await one.addFault({ path: '/users/{id}', fault: { kind: 'status', status: 410 } })
  await expect(one.client().users.get(1)).rejects.toMatchObject({ status: 410 })
  await one.end()
  await other.client().users.get(2)
  expect((await one.seen()).map(({ path }) => path)).toEqual(['/v1/users/1'])
  expect((await other.seen()).map(({ path }) => path)).toEqual(['/v1/users/2'])
  await expect(one.addFault({ fault: { kind: 'status', status: 1 } })).rejects.toThrow(/refused a fault/)
})

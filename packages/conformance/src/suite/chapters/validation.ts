import type { Logger } from '@veza/client'
import type { Chapter } from '../case.ts'
import { equal, failureOf, holds } from '../check.ts'
import type { World } from '../world.ts'

const user = {
  id: 1,
  email: 'ada@example.com',
  username: 'ada',
  first_name: 'Ada',
  last_name: null,
  roles: ['user'],
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
}

/** Answers held against the contract. */
export const validation: Chapter = {
  name: 'Validation',
  cases: [
    {
      name: 'strict refuses an answer that breaks the contract, and names the path',
      async run(world) {
        await answering(world, { ...user, username: 7 })
        const error = await failureOf(world.client({ validation: 'strict' }).users.get(1))
        equal([error.name, error.code, error.attempts], ['InvalidResponseError', 'INVALID_RESPONSE', 1])
        holds(error.message.includes('"username" should be'), `the message is: ${error.message}`)
      },
    },
    {
      name: 'warn, the default, takes it, and tells each breach once',
      async run(world) {
        await answering(world, { ...user, username: 7 })
        const { logger, warnings } = listening()
        const { users } = world.client({ logger })
        const read = await users.get(1)
        await users.get(1)
        equal([read.id, read.username], [1, 7])
        equal(
          warnings.map(({ resource, path }) => [resource, path]),
          [['user', 'username']],
        )
      },
    },
    {
      name: 'off takes it in silence',
      async run(world) {
        await answering(world, { ...user, username: 7 })
        const { logger, warnings } = listening()
        equal((await world.client({ logger, validation: 'off' }).users.get(1)).id, 1)
        equal(warnings, [])
      },
    },
    {
      name: 'a call’s own mode outranks the client’s',
      async run(world) {
        await answering(world, { ...user, username: 7 })
        const { users } = world.client({ validation: 'off' })
        equal((await users.get(1)).id, 1)
        equal((await failureOf(users.get(1, { validation: 'strict' }))).code, 'INVALID_RESPONSE')
      },
    },
    {
      name: 'fields the SDK does not know are kept, and allowed',
      async run(world) {
        await answering(world, { ...user, favourite_colour: 'blue' })
        const read = await world.client({ validation: 'strict' }).users.get(1)
        holds(Object.values(read).includes('blue'), `it is lost: ${Object.keys(read).join()}`)
      },
    },
    {
      name: 'every envelope of deployed servers is read',
      async run(world) {
        const { users } = world.client({ validation: 'strict' })
        for (const body of [user, { data: user }, { success: true, data: user, message: 'ok' }]) {
          await answering(world, body)
          equal((await users.get(1)).username, 'ada')
        }
      },
    },
  ],
}

/** Makes the sandbox answer the next two reads of a user so. */
function answering({ addFault }: World, body: unknown): Promise<void> {
  return addFault({ path: '/users/{id}', times: 2, fault: { kind: 'status', status: 200, body } })
}

interface Warning {
  readonly resource?: unknown
  readonly path?: unknown
}

function listening(): { readonly logger: Logger; readonly warnings: readonly Warning[] } {
  const warnings: Warning[] = []
  const nothing = () => undefined
  return {
    logger: { debug: nothing, info: nothing, error: nothing, warn: (fields) => warnings.push(fields) },
    warnings,
  }
}

import {
  AuthenticationError,
  ConflictError,
  InvalidRequestError,
  isVezaError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  VezaError,
} from '@veza/client'
import type { Chapter } from '../case.ts'
import { equal, failureOf, holds } from '../check.ts'
import { faulty } from '../faulty.ts'

/** What is thrown, and what it says. */
export const errors: Chapter = {
  name: 'Errors',
  cases: [
    {
      name: 'each status has its class, its code and a remedy',
      async run({ client }) {
        const classes: readonly [number, typeof VezaError, string][] = [
          [400, InvalidRequestError, 'InvalidRequestError'],
          [401, AuthenticationError, 'AuthenticationError'],
          [403, PermissionError, 'PermissionError'],
          [404, NotFoundError, 'NotFoundError'],
          [409, ConflictError, 'ConflictError'],
          [422, InvalidRequestError, 'InvalidRequestError'],
          [429, RateLimitError, 'RateLimitError'],
          [500, ServerError, 'ServerError'],
          [503, ServerError, 'ServerError'],
        ]
        for (const [status, type, name] of classes) {
          const veza = client({ retry: false, middleware: [faulty(`status=${status}`)] })
          const error = await failureOf(veza.users.get(1))
          equal([error.status, error.name, error instanceof type], [status, name, true])
          holds(error instanceof VezaError && error instanceof Error, `${name} is no VezaError`)
          holds(isVezaError(error, error.code), `${name} is not known by its code`)
          holds(error.remedy.length > 10 && error.code.length > 3, `${name} has no remedy or code`)
        }
      },
    },
    {
      name: 'the platform’s own codes come with their remedies and details',
      async run({ client }) {
        const { users, chat } = client()
        const missing = await failureOf(users.get(999_999))
        equal([missing.code, missing.message], ['USER_NOT_FOUND', 'Resource not found'])
        equal((await failureOf(chat.messages.list({ roomId: 99 }).first())).code, 'CHAT_ROOM_NOT_FOUND')
        const weak = users.create({ email: 'w@example.com', username: 'w', password: 'short' })
        equal((await failureOf(weak)).code, 'WEAK_PASSWORD')
        const invalid = await failureOf(users.create({ email: 'nonsense', username: 'n' }))
        equal(invalid.details, [
          { field: 'email', code: 'VALIDATION_INVALID_EMAIL', message: 'should be an email address' },
        ])
      },
    },
    {
      name: 'a key that is unknown, and one that may not, are told apart',
      async run({ client }) {
        const veza = client()
        const issued = await veza.apiKeys.create({ name: 'Reader', permissions: ['read:users'] })
        const reader = client({ apiKey: issued.apiKey.reveal() })
        equal((await reader.users.get(1)).id, 1)
        equal((await failureOf(reader.streams.get(1))).name, 'PermissionError')
        if (issued.id !== undefined) await veza.apiKeys.revoke(issued.id)
        const error = await failureOf(reader.users.get(1))
        equal([error.name, error.status, error.attempts], ['AuthenticationError', 401, 1])
      },
    },
    {
      name: 'an error carries request id, status and attempts, also as JSON',
      async run({ client }) {
        const error = await failureOf(client().users.get(999_999))
        const { name, code, status, attempts, requestId, remedy } = JSON.parse(JSON.stringify(error))
        equal([name, code, status, attempts], ['NotFoundError', 'USER_NOT_FOUND', 404, 1])
        holds(/^req_\d+$/.test(requestId) && remedy === error.remedy, 'request id or remedy is lost')
        holds(String(error) === `NotFoundError: ${error.message}`, `it prints as ${String(error)}`)
      },
    },
    {
      name: 'a stack begins with the name of the class',
      async run({ client }) {
        const { stack } = await failureOf(client().users.get(999_999))
        holds(stack?.startsWith('NotFoundError: '), `it begins with ${stack?.split('\n')[0]}`)
      },
      except: { bun: 'it writes "Error" at the head of a stack where the name is a getter' },
    },
    {
      name: 'a code the SDK does not know passes through',
      async run({ client, addFault }) {
        const body = { success: false, error: { code: 'TEAPOT_EMPTY', message: 'Brew first' } }
        await addFault({ path: '/users/{id}', fault: { kind: 'status', status: 418, body } })
        const error = await failureOf(client().users.get(1))
        equal([error.code, error.message, error.status], ['TEAPOT_EMPTY', 'Brew first', 418])
      },
    },
    {
      name: 'success: false is a failure under any status',
      async run({ client, addFault }) {
        const body = { success: false, message: 'Not today', error_code: 'SYSTEM_MAINTENANCE' }
        await addFault({ path: '/users/{id}', fault: { kind: 'status', status: 200, body } })
        const error = await failureOf(client({ retry: false }).users.get(1))
        equal([error.code, error.message], ['SYSTEM_MAINTENANCE', 'Not today'])
      },
    },
  ],
}

import { Veza } from '@veza/client'
import { vezaHandlers } from '@veza/testing'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const platform = vezaHandlers({ seed: 7 })
const server = setupServer(...platform)
const veza = new Veza({ ...platform.options, retry: { baseDelayMs: 1 } })

beforeAll(() => server.listen({ onUnhandledFrame: 'error' })) // msw 2: onUnhandledRequest
afterEach(() => {
  server.resetHandlers()
  platform.reset()
})
afterAll(() => server.close())

// What is to be tested:
const greet = (roomId: number, name: string) => veza.chat.messages.send({ roomId, content: `Hello, ${name}` })

test('a greeting is sent again when there are too many', async () => {
  platform.faults.add({ times: 1, fault: { kind: 'status', status: 429 } })
  await greet(1, 'Ada')
  expect(platform.requests).toMatchObject([
    { path: '/chat/messages', body: { room_id: 1, content: 'Hello, Ada' }, status: 429 },
    { path: '/chat/messages', body: { room_id: 1, content: 'Hello, Ada' }, status: 201 },
  ])
})

test('a greeting needs a room that exists', async () => {
  await expect(greet(999_999, 'Ada')).rejects.toMatchObject({ code: 'CHAT_ROOM_NOT_FOUND' })
})

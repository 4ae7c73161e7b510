import { expectTypeOf, test } from 'vitest'
import type { WebhookListeners } from '../../src/handle/webhook-listener.ts'

interface Sent {
  readonly type: 'message.sent'
  readonly data: { readonly content: string }
}
interface Joined {
  readonly type: 'room.joined'
  readonly data: { readonly room: number }
}
interface Other {
  readonly type: string
  readonly data: unknown
}

test('listeners get the event of their name, where its type tells them apart', () => {
  const closed: WebhookListeners<Sent | Joined> = {
    'message.sent': (event) => {
      expectTypeOf(event).toEqualTypeOf<Sent>()
    },
    'room.joined': (event, { id }) => {
      expectTypeOf(event).toEqualTypeOf<Joined>()
      expectTypeOf(id).toEqualTypeOf<string | undefined>()
    },
    // @ts-expect-error the type knows no such event
    'message.sentt': () => undefined,
  }
  const open: WebhookListeners<Sent | Other> = {
    'message.sent': (event) => {
      expectTypeOf(event).toEqualTypeOf<Sent>()
    },
    // @ts-expect-error it goes to onUnknown
    'something.new': () => undefined,
  }
  const unknown: WebhookListeners<unknown> = { anything: (event) => void expectTypeOf(event).toBeUnknown() }
  expectTypeOf([closed, open, unknown]).toBeArray()
})

import { inspect } from 'node:util'
import { vezaEvents } from '@veza/protocol'
import { WebhookVerificationError } from '@veza/resilience'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { codeOf } from '../../test/support/code-of.ts'
import { standardWebhooks } from '../schemes/standard-webhooks.ts'
import { veza } from '../schemes/veza.ts'
import { sign } from '../sign/sign.ts'
import { createVerifier } from './create-verifier.ts'
import type { StandardSchema } from './standard-schema.ts'
import type { VerifierOptions } from './verifier-options.ts'

const secrets = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const scheme = standardWebhooks()
const event = { type: 'user.created', data: { id: 7 } }

function verifier(options: Partial<VerifierOptions> = {}) {
  return createVerifier({ scheme, secrets, ...options })
}

describe('a schema', () => {
  const schema: StandardSchema<{ readonly count: number }> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => {
        const { count } = value as { count?: unknown }
        return typeof count === 'number'
          ? { value: { count: count + 1 } }
          : { issues: [{ message: 'canary', path: ['list', { key: 0 }, 'count'] }] }
      },
    },
  }

  test('types the event and returns it', async () => {
    const signed = await sign({ scheme, secrets, body: { count: 1 } })
    const webhook = await createVerifier({ scheme, secrets, schema }).verify(signed)
    expectTypeOf(webhook.event).toEqualTypeOf<{ readonly count: number }>()
    expect(webhook.event).toEqual({ count: 2 })
  })

  test('that is broken is told by its place, and not by its value; nothing is claimed', async () => {
    const receiver = verifier({ schema })
    const signed = await sign({ scheme, secrets, body: { count: 'canary' } })
    const error: unknown = await receiver.verify(signed).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'WEBHOOK_EVENT_INVALID',
      answerStatus: 422,
      message: expect.stringContaining('list.0.count') as unknown,
    })
    expect(inspect(error)).not.toContain('canary')
    expect(await codeOf(receiver.verify(signed))).toBe('WEBHOOK_EVENT_INVALID')
  })

  test('that throws is the fault of here', async () => {
    const broken: StandardSchema<never> = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => {
          throw new Error('canary')
        },
      },
    }
    const error: unknown = await verifier({ schema: broken })
      .verify(await sign({ scheme, secrets, body: event }))
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(WebhookVerificationError)
    expect(error).toMatchObject({ code: 'WEBHOOK_CHECK_FAILED', answerStatus: 500 })
  })

  test("gives Veza's events as their models, and newer ones as unknown", async () => {
    const receiver = createVerifier({ scheme: veza(), secrets, schema: vezaEvents })
    const data = { id: '7', room_id: 123, user_id: 7, content: 'Hello' }
    const sent = await receiver.verify(
      await sign({ scheme: veza(), secrets, body: { type: 'message.sent', data } }),
    )
    if (sent.event.type === 'message.sent') expectTypeOf(sent.event.data.roomId).toEqualTypeOf<number>()
    expect(sent.event).toEqual({
      type: 'message.sent',
      data: { id: 7, roomId: 123, userId: 7, content: 'Hello' },
    })
    const newer = await receiver.verify(
      await sign({ scheme: veza(), secrets, body: { type: 'poll.opened', data: { a_b: 1 } } }),
    )
    expect(newer.event).toEqual({ type: 'unknown', name: 'poll.opened', data: { a_b: 1 } })
  })
})

import { webhookRoutes } from '@veza/webhooks/fastify'
import Fastify, { type FastifyInstance } from 'fastify'
import { vezaWebhooks } from './veza-webhooks.ts'

/** The webhook route has a scope of its own, with the bytes; the rest of the app has JSON. */
export async function createApp(secret: string | undefined): Promise<FastifyInstance> {
  const app = Fastify()
  const webhooks = webhookRoutes({
    verifier: vezaWebhooks(secret),
    on: {
      'message.sent': ({ data }) => console.log(`Room ${data.roomId}: ${data.content}`),
      'room.joined': ({ data }) => console.log(`User ${data.userId} has joined room ${data.roomId}`),
    },
    onUnknown: (_, { type }) => console.log(`Nothing to do for ${type}`),
    onError: (error) => console.error(error),
  })
  await app.register(webhooks, { prefix: '/webhooks/veza' })
  app.addHook('onClose', () => webhooks.idle())
  app.post('/api/echo', async (request) => request.body)
  return app
}

import { webhookHandler } from '@veza/webhooks/hono'
import { Hono } from 'hono'
import { vezaWebhooks } from './veza-webhooks.ts'

/** Runs wherever Hono does: `export default createApp(secret)` on Workers and Bun, `Deno.serve(app.fetch)` on Deno. */
export function createApp(secret: string | undefined): Hono {
  const app = new Hono()
  app.all(
    '/webhooks/veza',
    webhookHandler({
      verifier: vezaWebhooks(secret),
      on: {
        'message.sent': ({ data }) => console.log(`Room ${data.roomId}: ${data.content}`),
        'room.joined': ({ data }) => console.log(`User ${data.userId} has joined room ${data.roomId}`),
      },
      onUnknown: (_, { type }) => console.log(`Nothing to do for ${type}`),
      onError: (error) => console.error(error),
    }),
  )
  app.post('/api/echo', async (context) => context.json(await context.req.json()))
  return app
}

import { webhookHandler } from '@veza/webhooks/express'
import express, { type Express } from 'express'
import { vezaWebhooks } from './veza-webhooks.ts'

/** The webhook route stands before the body parser, so that it gets the bytes; the rest of the app has JSON. */
export function createApp(secret: string | undefined): Express {
  const app = express()
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
  app.use(express.json())
  app.post('/api/echo', (request, response) => {
    response.json(request.body)
  })
  return app
}

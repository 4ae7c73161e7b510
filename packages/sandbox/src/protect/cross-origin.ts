import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Connection } from '../faults/connection.ts'

type Handle = (request: Request, connection?: Connection) => Promise<Response>

/**
 * Lets web pages of every origin ask and read everything: preflights are answered here, also those of requests that
 * are to fail, and are no requests for the log.
 */
export function crossOrigin(handle: Handle): Handle {
  const app = new Hono<{ Bindings: { connection: Connection | undefined } }>()
  app.use(cors({ origin: '*', exposeHeaders: ['*'], maxAge: 600 }))
  app.all('*', (c) => handle(c.req.raw, c.env.connection))
  app.onError((error) => {
    throw error
  })
  return async (request, connection) => app.fetch(request, { connection })
}

import { createServer, type Server } from 'node:http'
import { serve } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { webhookHandler as fetchHandler } from '../../src/adapters/fetch/index.ts'
import { webhookHandler as honoHandler } from '../../src/adapters/hono/index.ts'
import { webhookHandler as nextHandler } from '../../src/adapters/next/index.ts'
import { webhookHandler as nodeHandler } from '../../src/adapters/node/index.ts'
import type { HandlerOptions } from '../../src/handle/handler-options.ts'
import { type Running, running, type Setup } from './setup.ts'

async function served(fetch: (request: Request) => Response | Promise<Response>): Promise<Running> {
  return running(serve({ fetch, port: 0, hostname: '127.0.0.1' }) as Server)
}

function hono(parser: string, before?: MiddlewareHandler): Setup {
  return {
    framework: 'hono 4',
    parser,
    start: async (options) => {
      const app = new Hono()
      if (before !== undefined) app.use(before)
      app.all('/hook', honoHandler(options))
      return served(app.fetch)
    },
  }
}

/** A middleware that reads the body and goes on, whatever it finds. */
function reading(
  read: (request: Parameters<MiddlewareHandler>[0]['req']) => Promise<unknown>,
): MiddlewareHandler {
  return async (context, next) => {
    await read(context.req).catch(() => undefined)
    await next()
  }
}

export const fetchSetups: readonly Setup[] = [
  { framework: 'fetch', parser: 'none', start: (options) => served(fetchHandler(options)) },
  {
    framework: 'fetch',
    parser: 'request.json() before',
    start: (options) => {
      const handler = fetchHandler(options)
      return served(async (request) => {
        await request.json().catch(() => undefined)
        return handler(request)
      })
    },
  },
  { framework: 'next route handler', parser: 'none', start: (options) => served(nextHandler(options)) },
  hono('none'),
  hono(
    'c.req.json() before',
    reading((request) => request.json()),
  ),
  hono(
    'c.req.text() before',
    reading((request) => request.text()),
  ),
  hono(
    'c.req.arrayBuffer() before',
    reading((request) => request.arrayBuffer()),
  ),
  hono(
    'c.req.blob() before',
    reading((request) => request.blob()),
  ),
  hono(
    'c.req.formData() before',
    reading((request) => request.formData()),
  ),
  hono(
    'c.req.raw.text() before',
    reading((request) => request.raw.text()),
  ),
  hono(
    'c.req.parseBody() before',
    reading((request) => request.parseBody()),
  ),
]

export const nodeSetups: readonly Setup[] = [
  node('none', false),
  node('something has read the request', true),
]

function node(parser: string, reads: boolean): Setup {
  return {
    framework: 'node:http',
    parser,
    start: async (options: HandlerOptions) => {
      const handler = nodeHandler(options)
      const server = createServer((request, response) => {
        const handle = () => void handler(request, response)
        if (reads) request.on('end', handle).resume()
        else handle()
      })
      return running(server.listen(0, '127.0.0.1'))
    },
  }
}

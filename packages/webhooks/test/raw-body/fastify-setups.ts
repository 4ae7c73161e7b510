import Fastify, { type FastifyInstance } from 'fastify'
import rawBody from 'fastify-raw-body'
import { webhookHandler, webhookRoutes } from '../../src/adapters/fastify/index.ts'
import type { HandlerOptions } from '../../src/handle/handler-options.ts'
import type { Setup } from './setup.ts'

function setup(
  parser: string,
  prepare: (app: FastifyInstance, options: HandlerOptions) => Promise<void>,
): Setup {
  return {
    framework: 'fastify 5',
    parser,
    start: async (options) => {
      const app = Fastify({ bodyLimit: 2_000_000 })
      await prepare(app, options)
      const url = await app.listen({ port: 0, host: '127.0.0.1' })
      return { url: `${url}/hook`, close: () => app.close() }
    },
  }
}

async function plugin(app: FastifyInstance, options: HandlerOptions): Promise<void> {
  await app.register(webhookRoutes(options), { prefix: '/hook' })
}

export const fastifySetups: readonly Setup[] = [
  setup('none: webhookRoutes()', plugin),
  setup('global parser, webhookRoutes()', async (app, options) => {
    app.addContentTypeParser(/json/, { parseAs: 'string' }, (_, body, done) =>
      done(null, JSON.parse(String(body))),
    )
    app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, { body }))
    await plugin(app, options)
  }),
  setup("Fastify's own parser", async (app, options) => {
    app.post('/hook', webhookHandler(options))
  }),
  setup('a parser with parseAs: buffer', async (app, options) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    app.post('/hook', webhookHandler(options))
  }),
  setup('fastify-raw-body with encoding: false', async (app, options) => {
    await app.register(rawBody, { encoding: false, runFirst: true })
    app.post('/hook', { config: { rawBody: true } }, webhookHandler(options))
  }),
]

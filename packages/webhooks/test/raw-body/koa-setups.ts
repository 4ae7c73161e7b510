import { bodyParser as newBodyParser } from '@koa/bodyparser'
import Koa from 'koa'
import { koaBody } from 'koa-body'
import oldBodyParser from 'koa-bodyparser'
import { webhookHandler } from '../../src/adapters/koa/index.ts'
import { running, type Setup } from './setup.ts'

function setup(parser: string, before?: Koa.Middleware): Setup {
  return {
    framework: 'koa 3',
    parser,
    start: async (options) => {
      const app = new Koa()
      app.silent = true
      if (before !== undefined) app.use(before)
      const webhooks = webhookHandler(options)
      app.use((context, next) => (context.path === '/hook' ? webhooks(context) : next()))
      return running(app.listen(0, '127.0.0.1'))
    },
  }
}

export const koaSetups: readonly Setup[] = [
  setup('none'),
  setup('global @koa/bodyparser', newBodyParser()),
  setup('global koa-bodyparser', oldBodyParser() as unknown as Koa.Middleware),
  setup('global koa-body', koaBody()),
  setup('global koa-body with includeUnparsed', koaBody({ includeUnparsed: true })),
]

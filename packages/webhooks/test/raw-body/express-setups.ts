import express from 'express'
import express4 from 'express4'
import { keepRawBody, webhookHandler } from '../../src/adapters/express/index.ts'
import { running, type Setup } from './setup.ts'

const everything = { type: () => true, limit: '2mb' }

function setups(framework: string, make: typeof express): Setup[] {
  const setup = (parser: string, ...[before, onRoute = []]: Parsers): Setup => ({
    framework,
    parser,
    start: async (options) => {
      const app = make()
      // Its own error page is written to the terminal otherwise.
      app.set('env', 'test')
      if (before.length > 0) app.use(...before)
      app.all('/hook', ...onRoute, webhookHandler(options))
      return running(app.listen(0, '127.0.0.1'))
    },
  })
  const parsers = [make.json(), make.urlencoded({ extended: false })]
  const keeping = [
    make.json({ verify: keepRawBody, limit: '2mb' }),
    make.urlencoded({ extended: false, verify: keepRawBody }),
  ]
  return [
    setup('none', []),
    setup('global json() and urlencoded()', parsers),
    setup('global json() and urlencoded() with keepRawBody', keeping),
    setup('global json(), then raw() on the route', parsers, [make.raw(everything)]),
    setup('raw() on the route', [], [make.raw(everything)]),
    setup('text() on the route', [], [make.text(everything)]),
  ]
}

type Parsers = [before: express.RequestHandler[], onRoute?: express.RequestHandler[]]

export const expressSetups: readonly Setup[] = [
  ...setups('express 5', express),
  ...setups('express 4', express4 as unknown as typeof express),
]

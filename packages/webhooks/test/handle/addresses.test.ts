import { createServer, type Server } from 'node:http'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { describe, expect, test } from 'vitest'
import { webhookHandler as expressHandler } from '../../src/adapters/express/index.ts'
import { webhookRoutes } from '../../src/adapters/fastify/index.ts'
import { webhookHandler as honoHandler } from '../../src/adapters/hono/index.ts'
import { webhookHandler as koaHandler } from '../../src/adapters/koa/index.ts'
import { webhookHandler as nestHandler } from '../../src/adapters/nest/index.ts'
import { webhookApiRoute } from '../../src/adapters/next/index.ts'
import { webhookHandler as nodeHandler } from '../../src/adapters/node/index.ts'
import type { HandlerOptions } from '../../src/handle/handler-options.ts'
import { type Running, running } from '../raw-body/setup.ts'
import { newVerifier, signed } from './fixture.ts'

function served(handler: ReturnType<typeof nodeHandler>): Server {
  return createServer((request, response) => void handler(request, response))
}

/** Serves the handler below `/hook`, with trust in what a proxy says where `proxied`. */
type Serve = (options: HandlerOptions, proxied: boolean) => Promise<Running>

const frameworks: readonly (readonly [name: string, serve: Serve, trusting: boolean])[] = [
  ['node:http', (options) => running(served(nodeHandler(options)).listen(0, '127.0.0.1')), false],
  ['next pages', (options) => running(served(webhookApiRoute(options)).listen(0, '127.0.0.1')), false],
  [
    'express, in a router',
    (options, proxied) => {
      const router = express.Router()
      router.all('/{*rest}', expressHandler(options))
      const app = express().set('trust proxy', proxied)
      return running(app.use('/hook', router).listen(0, '127.0.0.1'))
    },
    true,
  ],
  [
    'fastify, in a scope',
    async (options, trustProxy) => {
      const app = Fastify({ trustProxy })
      await app.register(webhookRoutes(options), { prefix: '/hook/a b' })
      const url = await app.listen({ port: 0, host: '127.0.0.1' })
      return { url: `${url}/hook`, close: () => app.close() }
    },
    true,
  ],
  [
    'nest, on express',
    (options, proxied) => {
      const handler = nestHandler(options)
      const app = express().set('trust proxy', proxied)
      app.all('/hook/{*rest}', (request, response) => handler(request, response))
      return running(app.listen(0, '127.0.0.1'))
    },
    true,
  ],
  [
    'nest, on fastify',
    async (options, trustProxy) => {
      const handler = nestHandler(options)
      const app = Fastify({ trustProxy })
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
      app.all('/hook/*', (request, reply) => handler(request, reply))
      const url = await app.listen({ port: 0, host: '127.0.0.1' })
      return { url: `${url}/hook`, close: () => app.close() }
    },
    true,
  ],
  [
    'koa',
    (options, proxy) => {
      const app = new Koa({ proxy })
      const handler = koaHandler(options)
      return running(app.use((context) => handler(context)).listen(0, '127.0.0.1'))
    },
    true,
  ],
]

describe.each(frameworks)('%s', (_, serve, trusting) => {
  async function seenBy(more: Partial<HandlerOptions>, proxied: boolean): Promise<string | undefined> {
    const seen: (string | undefined)[] = []
    const app = await serve({ tenants: ({ url }) => void seen.push(url), ...more }, proxied)
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' }
    await fetch(`${app.url}/a%20b?c=%31&d`, { method: 'POST', headers })
    await app.close()
    return seen[0]?.replace(/127\.0\.0\.1:\d+/, 'HOST')
  }

  test('knows the address as it was called, and believes no header by itself', async () => {
    expect(await seenBy({}, false)).toBe('http://HOST/hook/a%20b?c=%31&d')
  })

  test('takes publicUrl for its origin', async () => {
    const seen = await seenBy({ publicUrl: 'https://hooks.example.com' }, false)
    expect(seen).toBe('https://hooks.example.com/hook/a%20b?c=%31&d')
  })

  test('believes a proxy where the framework is told to', async () => {
    if (trusting) expect(await seenBy({}, true)).toMatch(/^https:\/\//)
  })

  test('answers a handshake, a wrong method and a webhook, with idle() at the end', async () => {
    const work = Promise.withResolvers<void>()
    const app = await serve({ verifier: newVerifier(), onUnknown: () => work.promise, ack: 'before' }, false)
    const url = `${app.url}/a%20b`
    const wrong = await fetch(url, { method: 'GET' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
    const request = await signed()
    const init = { method: 'POST', headers: request.headers, body: await request.text() }
    expect((await fetch(url, init)).status).toBe(200)
    work.resolve()
    expect((await fetch(url, init)).status).toBe(200)
    await app.close()
  })
})

test('hono hands waitUntil on, and does without it', async () => {
  const kept: Promise<unknown>[] = []
  const app = new Hono().all('/hook', honoHandler({ verifier: newVerifier(), ack: 'before' }))
  const context = {
    waitUntil: (work: Promise<unknown>) => kept.push(work),
    passThroughOnException: () => undefined,
    props: {},
  }
  const response = await app.fetch(
    new Request('https://a.example/hook', await signed()),
    {},
    context as never,
  )
  expect([response.status, kept.length]).toEqual([200, 1])
  expect((await app.fetch(new Request('https://a.example/hook', await signed()))).status).toBe(200)
})

test('next hands after() on', async () => {
  const { webhookHandler } = await import('../../src/adapters/next/index.ts')
  const kept: Promise<unknown>[] = []
  const handler = webhookHandler({ verifier: newVerifier(), ack: 'before', after: (work) => kept.push(work) })
  expect((await handler(await signed())).status).toBe(200)
  expect(kept).toHaveLength(1)
  await handler.idle()
})

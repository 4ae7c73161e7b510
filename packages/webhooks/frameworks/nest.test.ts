import 'reflect-metadata'
import {
  All,
  Controller,
  type INestApplication,
  Module,
  type NestApplicationOptions,
  Req,
  Res,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { describe, expect, test } from 'vitest'
import { type NestRequest, type NestResponse, webhookHandler } from '../src/adapters/nest/index.ts'
import { echoing, rowOf } from './outcome.ts'

/** A module with a controller; decorators are called by hand, since Node.js does not know them yet. */
function moduleWith(small: ReturnType<typeof webhookHandler>, large: ReturnType<typeof webhookHandler>) {
  class WebhooksController {
    small(request: NestRequest, response: NestResponse) {
      return small(request, response)
    }
    large(request: NestRequest, response: NestResponse) {
      return large(request, response)
    }
  }
  for (const name of ['small', 'large'] as const) {
    const { prototype } = WebhooksController
    All(name)(prototype, name, Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor)
    Req()(prototype, name, 0)
    Res()(prototype, name, 1)
  }
  Controller('hook')(WebhooksController)
  class AppModule {}
  Module({ controllers: [WebhooksController] })(AppModule)
  return AppModule
}

const platforms = {
  express: () => new ExpressAdapter(),
  fastify: () => new FastifyAdapter({ bodyLimit: 2_000_000 }),
}

async function row(platform: keyof typeof platforms, options: NestApplicationOptions) {
  const module = moduleWith(webhookHandler(echoing()), webhookHandler(echoing(2_000_000)))
  const settings = { logger: false, ...options } as const
  const app: INestApplication = await NestFactory.create(module, platforms[platform](), settings)
  await app.listen(0, '127.0.0.1')
  const url = await app.getUrl()
  try {
    return await rowOf(({ maxBodyBytes }) => `${url}/hook/${maxBodyBytes === undefined ? 'small' : 'large'}`)
  } finally {
    await app.close()
  }
}

const parsed = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'WEBHOOK_BODY_PARSED']))
/** Its own parser: types it does not know, and JSON that is none. */
const fastifyRefuses = {
  'json of a vendor': '415',
  'bytes that are no text': '415',
  gzip: '400',
  empty: '400',
}
const jsons = ['json', 'json with a charset', 'json with a byte order mark', 'gzip', 'chunked']

describe('NestJS 11 on Express', () => {
  test('with rawBody: true verifies what its parser takes; its own limit is 100 KB', async () => {
    expect(await row('express', { rawBody: true })).toEqual({
      '150 KB': '413',
      '1.1 MB': '413',
      '1.1 MB, limit raised': '413',
    })
  })

  test('without rawBody says what to write', async () => {
    expect(await row('express', {})).toEqual({
      ...parsed(...jsons, 'form'),
      ...{ '150 KB': '413', '1.1 MB': '413', '1.1 MB, limit raised': '413' },
    })
  })

  test('with bodyParser: false verifies everything', async () => {
    expect(await row('express', { bodyParser: false })).toEqual({ '1.1 MB': 'WEBHOOK_BODY_TOO_LARGE' })
  })
})

describe('NestJS 11 on Fastify', () => {
  test('with rawBody: true verifies JSON and forms; Fastify refuses other types', async () => {
    expect(await row('fastify', { rawBody: true })).toEqual({
      ...fastifyRefuses,
      '1.1 MB': 'WEBHOOK_BODY_TOO_LARGE',
    })
  })

  test('without rawBody says what to write', async () => {
    expect(await row('fastify', {})).toEqual({
      ...parsed('json', 'json with a charset', 'json with a byte order mark', 'chunked', 'form'),
      ...parsed('150 KB', '1.1 MB', '1.1 MB, limit raised'),
      ...fastifyRefuses,
    })
  })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowOf } from './outcome.ts'

const app = fileURLToPath(new URL('next-app', import.meta.url))
const next = fileURLToPath(new URL('node_modules/next/dist/bin/next', import.meta.url))
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const }

let server: ChildProcess | undefined
let url: string

/** The real thing: built, and served by `next start`. */
beforeAll(async () => {
  const build = spawn(process.execPath, [next, 'build', app], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = (await once(build, 'exit')) as [number]
  expect(code).toBe(0)
  server = spawn(process.execPath, [next, 'start', app, '-p', '0', '-H', '127.0.0.1'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: server.stdout as NodeJS.ReadableStream })) {
    const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)
    if (found?.[0] !== undefined && found[1] !== '0') {
      url = found[0]
      break
    }
  }
  server.stdout?.resume()
})

afterAll(() => {
  server?.kill()
})

const at = (path: string) => (payload: { maxBodyBytes?: number }) =>
  `${url}${path}${payload.maxBodyBytes === undefined ? 'small' : 'large'}`

describe('Next.js 16', () => {
  test('a route handler verifies everything', async () => {
    expect(await rowOf(at('/'))).toEqual({ '1.1 MB': 'WEBHOOK_BODY_TOO_LARGE' })
  })

  test('an API route without body parser verifies everything', async () => {
    expect(await rowOf(at('/api/'))).toEqual({ '1.1 MB': 'WEBHOOK_BODY_TOO_LARGE' })
  })

  test('an API route with body parser says what to write', async () => {
    const parsed = [
      'json',
      'json with a charset',
      'json with a byte order mark',
      'form',
      'chunked',
      '150 KB',
      'bytes that are no text',
    ]
    expect(await rowOf(at('/api/parsed-'))).toEqual({
      ...Object.fromEntries(parsed.map((name) => [name, 'WEBHOOK_BODY_PARSED'])),
      // By Next.js itself: JSON that is none, and more than its own limit.
      ...{ gzip: '400', '1.1 MB': '413', '1.1 MB, limit raised': '413' },
    })
  })
})

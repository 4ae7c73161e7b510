import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { createHttp } from '@veza/http'
import { ConnectionError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../failure-of.ts'
import { json, scriptedServer } from '../scripted-server.ts'
import { selfSigned } from './self-signed.ts'

const get = { method: 'GET', path: '/thing' } as const

describe('the pool', () => {
  test('holds no more connections than it may, and uses them again', async () => {
    const sockets = new Set<unknown>()
    await using server = await scriptedServer((response) => {
      sockets.add(response.socket)
      json(response, {})
    })
    const http = createHttp({ baseUrl: server.url, pool: { connections: 2 } })
    await Promise.all(Array.from({ length: 20 }, () => http.json(get)))
    expect(sockets.size).toBe(2)
    await http.close()
  })

  test('keeps an idle connection for as long as it is told', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await scriptedServer((response) => {
      response.socket?.once('close', closed.resolve)
      json(response, {})
    })
    const http = createHttp({ baseUrl: server.url, pool: { keepAliveMs: 50 } })
    await http.json(get)
    await closed.promise
  })

  test('gives up a connection that does not stand in time, and says that nothing was sent', async () => {
    const silent = createTcpServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const baseUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const http = createHttp({ baseUrl, retry: false, pool: { connectTimeoutMs: 50 } })
    const error = await failureOf(http.json({ method: 'POST', path: '/thing', body: {} }))
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', outcomeUnknown: false })
    silent.close()
  })

  test('closed, lets running calls finish, leaves no connection, and opens a new one for a later call', async () => {
    const sockets: { destroyed: boolean }[] = []
    await using server = await scriptedServer((response) => {
      if (response.socket !== null) sockets.push(response.socket)
      json(response, { ok: true })
    })
    const http = createHttp({ baseUrl: server.url })
    const call = http.json(get)
    await Promise.all([http.close(), http.close()])
    expect(await call).toEqual({ ok: true })
    expect(await http.json(get)).toEqual({ ok: true })
    await http.close()
    expect(sockets).toHaveLength(2)
  })
})

describe('a server with TLS', () => {
  test('is not trusted for its certificate alone, even where the environment says so', async () => {
    await using server = await secureServer()
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      const error = await failureOf(createHttp({ baseUrl: server.url }).json(get))
      expect(error).toMatchObject({ code: 'TLS_FAILED', retryable: false })
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
  })

  test('that there is none, on a port of plain HTTP, is not told as a matter of certificates', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const http = createHttp({ baseUrl: server.url.replace('http:', 'https:') })
    const error = await failureOf(http.json(get))
    expect(error).toMatchObject({ code: 'TLS_FAILED', retryable: false })
    expect(error.message).toMatch(/^No TLS with 127\.0\.0\.1:\d+: it speaks plain HTTP/)
    expect(error.remedy).toMatch(/Write http:\/\//)
  })

  test.each([
    [true, '2.0'],
    [false, '1.1'],
  ])('is spoken to in HTTP/2 only where that is wanted: %s', async (http2, version) => {
    await using server = await secureServer()
    const before = getCACertificates()
    setDefaultCACertificates([...before, server.cert])
    try {
      const http = createHttp({ baseUrl: server.url, pool: { http2 } })
      const calls = Array.from({ length: 5 }, (_, n) =>
        http.json({ method: 'POST', path: '/thing', body: { n } }),
      )
      expect(await Promise.all(calls)).toEqual([0, 1, 2, 3, 4].map((n) => ({ version, body: { n } })))
      await http.close()
    } finally {
      setDefaultCACertificates(before)
    }
  })
})

/** Tells which version of HTTP it was asked in, and what. */
async function secureServer() {
  const { cert, key } = await selfSigned()
  const server = createSecureServer({ cert, key, allowHTTP1: true }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
      response.end(JSON.stringify({ version: request.httpVersion, body }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    cert,
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close()
    },
  }
}

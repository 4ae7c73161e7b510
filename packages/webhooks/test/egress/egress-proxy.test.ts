import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { guardedTransport } from '../../src/node/egress/guarded-transport.ts'
import type { OutgoingRequest } from '../../src/send/webhook-transport.ts'
import { localReceiver } from './local-receiver.ts'
import { testCertificate } from './test-authority.ts'

function outgoing(url: string): OutgoingRequest {
  const signal = AbortSignal.timeout(10_000)
  return { url, method: 'POST', headers: {}, body: new Uint8Array(), maxResponseBytes: 100, signal }
}

interface Proxy extends AsyncDisposable {
  readonly port: number
  readonly asked: { method: string; target: string; authorization: string | undefined }[]
}

/** A proxy that connects everything to one receiver, or refuses. */
async function proxy(answer: (request: IncomingMessage, client: Socket) => void): Promise<Proxy> {
  const asked: Proxy['asked'] = []
  const clients: Socket[] = []
  const server: Server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    asked.push({
      method: request.method ?? '',
      target: request.url ?? '',
      authorization: request.headers['proxy-authorization'],
    })
    client.on('error', () => undefined)
    clients.push(client)
    answer(request, client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    asked,
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      // A tunnel is no longer the server's own.
      for (const client of clients) client.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function tunnelTo(receiver: {
  connect: (to: { host: string; addresses: string[]; port: number }) => Socket
}) {
  return (request: IncomingMessage, client: Socket) => {
    const port = Number(request.url?.split(':').at(-1))
    const server = receiver.connect({ host: 'by proxy', addresses: [], port })
    server.on('error', () => client.destroy())
    server.once('connect', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      client.pipe(server).pipe(client)
    })
  }
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error: { code?: string }) => error.code ?? 'untyped',
  )
}

describe('a named proxy', () => {
  test('connects by name, for https and http, and resolves nothing here but itself', async () => {
    const tls = await testCertificate(['hooks.example.com'])
    await using receiver = await localReceiver((_, response) => response.end('ok'), tls)
    await using via = await proxy(tunnelTo(receiver))
    const resolved: string[] = []
    const send = guardedTransport({
      allowHttp: true,
      ca: tls.ca,
      proxy: `http://user:p%40ss@proxy.internal:${via.port}`,
      resolve: async (host) => {
        resolved.push(host)
        return ['127.0.0.1']
      },
    })
    expect((await send(outgoing('https://hooks.example.com/a'))).status).toBe(200)
    expect((await send(outgoing('http://hooks.example.com/a'))).status).toBe(200)
    const authorization = `Basic ${Buffer.from('user:p@ss').toString('base64')}`
    expect(via.asked).toEqual([
      { method: 'CONNECT', target: 'hooks.example.com:443', authorization },
      { method: 'CONNECT', target: 'hooks.example.com:80', authorization },
    ])
    expect(resolved).toEqual(['proxy.internal', 'proxy.internal'])
  })

  test('is asked nothing for a URL that is refused by itself', async () => {
    await using via = await proxy((_, client) => client.destroy())
    const send = guardedTransport({ proxy: `http://127.0.0.1:${via.port}` })
    expect(await codeOf(send(outgoing('https://[::ffff:169.254.169.254]/')))).toBe('EGRESS_ADDRESS_REFUSED')
    expect(await codeOf(send(outgoing('https://metadata.google.internal/')))).toBe('EGRESS_NAME_REFUSED')
    expect(via.asked).toEqual([])
  })

  test.each([
    ['refuses', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n', false],
    ['wants a password', 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n', false],
    ['cannot connect', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n', true],
    ['speaks before its turn', 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n', false],
  ])('that %s is an error before anything is sent', async (_, bytes, retryable) => {
    await using via = await proxy((__, client) => client.end(bytes))
    const send = guardedTransport({ proxy: `http://127.0.0.1:${via.port}` })
    const error = await send(outgoing('https://hooks.example.com/')).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable })
  })

  test('that hangs up, or is not there, is an error too', async () => {
    await using via = await proxy((_, client) => client.destroy())
    expect(
      await codeOf(
        guardedTransport({ proxy: `http://127.0.0.1:${via.port}` })(outgoing('https://a.example/')),
      ),
    ).toBe('CONNECTION_FAILED')
    const gone = guardedTransport({ proxy: 'http://proxy.example:1', resolve: async () => [] })
    expect(await codeOf(gone(outgoing('https://a.example/')))).toBe('CONNECTION_FAILED')
  })

  test.each([
    'proxy.internal:4750',
    'https://proxy.internal/',
    'socks5://proxy.internal',
    'http://proxy.internal/path',
    7,
  ])('cannot be %s', (wrong) => {
    expect(() => guardedTransport({ proxy: wrong as string })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  })
})

describe('a proxy in the environment', () => {
  test('is never used, also where Node.js is told to', async () => {
    let connections = 0
    const server = createTcpServer((socket) => {
      connections++
      socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const address = `http://127.0.0.1:${port}`
    const environment = {
      HTTP_PROXY: address,
      HTTPS_PROXY: address,
      http_proxy: address,
      https_proxy: address,
      ALL_PROXY: address,
      NODE_USE_ENV_PROXY: '1',
    }
    const source = new URL('../../src/node/egress/guarded-transport.ts', import.meta.url)
    const program = `
      const { guardedTransport } = await import(${JSON.stringify(source.href)})
      const resolve = async () => ['93.184.215.14']
      const dialled = []
      const connect = ({ addresses }) => { dialled.push(...addresses); throw new Error('enough') }
      const send = guardedTransport({ allowHttp: true, resolve, connect })
      for (const url of ['https://hooks.example.com/', 'http://hooks.example.com/']) {
        await send({ url, method: 'POST', headers: {}, body: new Uint8Array(), maxResponseBytes: 1, signal: new AbortController().signal }).catch(() => undefined)
      }
      const plain = await fetch('http://hooks.example.com/').catch(() => undefined)
      console.log(JSON.stringify(dialled))`
    const args = ['--conditions=@veza/source', '--input-type=module', '--eval', program]
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, ...environment },
    })
    expect(JSON.parse(stdout)).toEqual(['93.184.215.14', '93.184.215.14'])
    // That of fetch, which shows that the environment was seen.
    if (Number(process.versions.node.split('.')[0]) >= 24) expect(connections).toBeGreaterThan(0)
    server.close()
  })
})

test('a tunnel that is aborted ends with the reason', async () => {
  const asked = Promise.withResolvers<void>()
  await using via = await proxy(() => asked.resolve())
  const controller = new AbortController()
  const send = guardedTransport({ proxy: `http://127.0.0.1:${via.port}` })
  const call = send({ ...outgoing('https://hooks.example.com/'), signal: controller.signal })
  await asked.promise
  const reason = new Error('enough')
  controller.abort(reason)
  await expect(call).rejects.toBe(reason)
})

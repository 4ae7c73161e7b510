import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectTcp, GuardedTransportOptions } from '../../src/node/egress/guarded-options.ts'
import { guardedTransport } from '../../src/node/egress/guarded-transport.ts'
import type { IncomingAnswer, OutgoingRequest } from '../../src/send/webhook-transport.ts'
import { type LocalReceiver, localReceiver, trap } from './local-receiver.ts'
import { type TestCertificate, testCertificate } from './test-authority.ts'
import { goodRows, hostileRows } from './url-rows.ts'

const publicAddress = '93.184.215.14'

function outgoing(url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode('{"a":1.0}'),
    maxResponseBytes: 1000,
    signal: new AbortController().signal,
    ...more,
  }
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error: { code?: string }) => error.code ?? 'untyped',
  )
}

const text = (answer: IncomingAnswer) => new TextDecoder().decode(answer.body)

describe('hostile URLs', () => {
  test('open no connection at all, the counting connect says', async () => {
    let opened = 0
    for (const { url, dns, code, status, why } of hostileRows) {
      // Those that pass the first time are sent in send-webhook.test.ts.
      if (status !== undefined || (dns?.[0]?.[0] === publicAddress && dns.length > 1)) continue
      const send = guardedTransport({
        resolve: async () => dns?.[0] ?? [],
        connect: () => {
          opened++
          throw new Error('connected')
        },
      })
      expect([url, why, await codeOf(send(outgoing(url)))]).toEqual([url, why, code])
    }
    expect(opened).toBe(0)
  })

  test('open no connection at all, the machine says: its sockets and its listeners', async () => {
    await using listener = await trap()
    const attempts: string[] = []
    const watch = (message: unknown) => {
      const { socket } = message as { socket: Socket }
      socket.on('connectionAttempt', (ip: string) => attempts.push(ip))
    }
    subscribe('net.client.socket', watch)
    try {
      const ports = [80, 443, listener.port]
      for (const { url, dns, code } of hostileRows) {
        if (code === 'EGRESS_PORT_REFUSED' || code === 'DELIVERY_REDIRECTED') continue
        if (dns !== undefined && dns.length > 1) continue
        const toTrap = url.replace(/^([a-z]+:\/\/[^/?#:]*(?:\[[^\]]*\])?)(?=[/?#])/i, `$1:${listener.port}`)
        const send = guardedTransport({
          allowHttp: true,
          ports,
          ...(dns && { resolve: async () => dns[0] ?? [] }),
        })
        expect([toTrap, await codeOf(send(outgoing(toTrap)))]).not.toEqual([toTrap, 'none'])
      }
      expect(attempts).toEqual([])
      expect(listener.caught()).toBe(0)
    } finally {
      unsubscribe('net.client.socket', watch)
    }
  })

  test('would have been counted: without the guard they reach the listener', async () => {
    await using listener = await trap()
    const attempts: string[] = []
    const watch = (message: unknown) => {
      const { socket } = message as { socket: Socket }
      socket.on('connectionAttempt', (ip: string) => attempts.push(ip))
    }
    subscribe('net.client.socket', watch)
    const allow = ['127.0.0.0/8']
    const send = guardedTransport({ allowHttp: true, ports: [listener.port], allow })
    try {
      for (const host of ['127.0.0.1', '0x7f.1', '2130706433', '127.0.0.9']) {
        expect(await codeOf(send(outgoing(`http://${host}:${listener.port}/`)))).toBe('CONNECTION_RESET')
      }
      expect(attempts).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.9'])
      expect(listener.caught()).toBe(4)
    } finally {
      unsubscribe('net.client.socket', watch)
    }
  })
})

describe('good URLs', () => {
  let tls: TestCertificate
  let receiver: LocalReceiver
  let seen: string[]
  beforeAll(async () => {
    const hosts = goodRows.map(({ url }) => new URL(url).hostname.replace(/^\[|\]$|\.$/g, ''))
    const isAddress = (host: string) => host.includes(':') || /^[\d.]+$/.test(host)
    tls = await testCertificate(
      hosts.filter((host) => !isAddress(host)),
      hosts.filter(isAddress),
    )
    receiver = await localReceiver((request, response) => {
      seen.push(`${request.headers.host}${request.url}`)
      response.end('ok')
    }, tls)
  })
  afterAll(() => receiver[Symbol.asyncDispose]())

  test('reach the address that was checked, with name, path and certificate as written', async () => {
    expect(goodRows.length).toBeGreaterThanOrEqual(200)
    for (const { url, dns } of goodRows) {
      seen = []
      receiver.targets.length = 0
      let resolved = 0
      const send = guardedTransport({
        allowHttp: true,
        ports: [80, 443, 8443],
        ca: tls.ca,
        connect: receiver.connect,
        resolve: async () => {
          resolved++
          return dns ?? []
        },
      })
      const answer = await send(outgoing(url))
      expect([url, answer.status, text(answer)]).toEqual([url, 200, 'ok'])
      const { hostname, host, port, pathname, search } = new URL(url)
      const authority = port === '' ? hostname.replace(/\.$/, '') : host
      expect(seen).toEqual([`${authority}${pathname}${search}`])
      expect(resolved).toBe(dns === undefined ? 0 : 1)
      expect(receiver.targets).toHaveLength(1)
      expect(receiver.targets[0]?.addresses).toEqual(dns ?? [hostname.replace(/^\[|\]$/g, '')])
    }
  })
})

describe('a connection', () => {
  const answerWith = async (
    answer: (request: IncomingMessage, response: ServerResponse) => void,
    use: (options: GuardedTransportOptions, receiver: LocalReceiver) => Promise<void>,
    tls?: TestCertificate,
  ) => {
    await using receiver = await localReceiver(answer, tls)
    await use({ allowHttp: true, resolve: async () => [publicAddress], connect: receiver.connect }, receiver)
  }

  test('sends method, headers and the exact bytes, and gives status, headers and body', async () => {
    const requests: unknown[] = []
    await answerWith(
      (request, response) => {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => {
          const { method, url, rawHeaders } = request
          requests.push({ method, url, rawHeaders, body: Buffer.concat(chunks).toString() })
          response.writeHead(202, { 'x-a': ['1', '2'] }).end('thanks')
        })
      },
      async (options) => {
        const answer = await guardedTransport(options)(
          outgoing('http://hooks.example.com/a?b', { headers: { 'x-id': '7' } }),
        )
        expect(answer).toMatchObject({ status: 202, truncated: false })
        expect(text(answer)).toBe('thanks')
        expect(answer.headers.get('x-a')).toBe('1, 2')
      },
    )
    expect(requests).toEqual([
      {
        method: 'POST',
        url: '/a?b',
        rawHeaders: ['x-id', '7', 'host', 'hooks.example.com', 'content-length', '9', 'connection', 'close'],
        body: '{"a":1.0}',
      },
    ])
  })

  test('reads no more of an answer than asked, and hangs up', async () => {
    const hungUp = Promise.withResolvers<void>()
    await answerWith(
      (_, response) => {
        response.on('close', hungUp.resolve)
        const more = () => {
          while (response.write('x'.repeat(1000)));
        }
        response.on('drain', more)
        more()
      },
      async (options) => {
        const answer = await guardedTransport(options)(
          outgoing('http://hooks.example.com/', { maxResponseBytes: 1234 }),
        )
        expect(answer.body.byteLength).toBe(1234)
        expect(answer.truncated).toBe(true)
        await hungUp.promise
      },
    )
  })

  test('does not unpack an answer: a small one stays small', async () => {
    await answerWith(
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all'),
      async (options) => {
        expect(text(await guardedTransport(options)(outgoing('http://hooks.example.com/')))).toBe(
          'not gzip at all',
        )
      },
    )
  })

  test('does not follow a redirect', async () => {
    await answerWith(
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
      async (options, receiver) => {
        const answer = await guardedTransport(options)(outgoing('http://hooks.example.com/'))
        expect(answer.status).toBe(302)
        expect(receiver.targets).toHaveLength(1)
      },
    )
  })

  test('ends with the reason of its signal, while it resolves, connects or waits', async () => {
    const reason = new Error('enough')
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    await answerWith(
      () => undefined,
      async (options) => {
        const asking = Promise.withResolvers<void>()
        const resolve = () => {
          asking.resolve()
          return new Promise<never>(() => undefined)
        }
        const connect: ConnectTcp = (to) => {
          asking.resolve()
          return (options.connect as ConnectTcp)(to)
        }
        const stages: GuardedTransportOptions[] = [
          { ...options, resolve },
          { ...options, connect },
        ]
        for (const stage of stages) {
          const controller = new AbortController()
          const call = guardedTransport(stage)(
            outgoing('http://hooks.example.com/', { signal: controller.signal }),
          )
          await asking.promise
          controller.abort(reason)
          await expect(call).rejects.toBe(reason)
        }
        await expect(
          guardedTransport(options)(
            outgoing('http://hooks.example.com/', { signal: AbortSignal.abort(reason) }),
          ),
        ).rejects.toBe(reason)
      },
    )
    silent.close()
  })

  test.each<[string, string, (socket: Socket) => void]>([
    [
      'that is cut before an answer',
      'CONNECTION_RESET',
      (socket) => socket.once('data', () => socket.destroy()),
    ],
    [
      'that is cut within an answer',
      'CONNECTION_RESET',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'),
    ],
    ['that answers no HTTP', 'CONNECTION_RESET', (socket) => socket.end('SSH-2.0-OpenSSH\r\n')],
    [
      'whose headers never end',
      'CONNECTION_RESET',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`),
    ],
    [
      'that switches protocols',
      'CONNECTION_RESET',
      (socket) => socket.end('HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    ],
  ])('%s fails with %s', async (_, code, behave) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      behave(socket)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const send = guardedTransport({ allowHttp: true, ports: [port], allow: ['127.0.0.1'] })
    expect(await codeOf(send(outgoing(`http://127.0.0.1:${port}/`)))).toBe(code)
    server.close()
  })

  test('that is refused, and a name that does not resolve, fail before anything is sent', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    server.close()
    await once(server, 'close')
    const send = guardedTransport({ allowHttp: true, ports: [port], allow: ['127.0.0.1'] })
    expect(await codeOf(send(outgoing(`http://127.0.0.1:${port}/`)))).toBe('CONNECTION_FAILED')
    const nowhere = guardedTransport({ resolve: async () => [] })
    expect(await codeOf(nowhere(outgoing('https://hooks.example.com/')))).toBe('CONNECTION_FAILED')
    const broken = guardedTransport({ resolve: () => Promise.reject(new Error('ENOTFOUND')) })
    expect(await codeOf(broken(outgoing('https://hooks.example.com/')))).toBe('CONNECTION_FAILED')
  })

  test('goes on to the next address where the first is dead, all of them checked', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    )
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const resolve = async () => ['127.0.0.2', '127.0.0.1']
    const send = guardedTransport({ allowHttp: true, ports: [port], allow: ['127.0.0.0/8'], resolve })
    expect(await send(outgoing(`http://hooks.example.com:${port}/`))).toMatchObject({ status: 204 })
    server.close()
  })

  test('asks the resolver of this machine, whose answer for its own name is refused', async () => {
    const send = guardedTransport({ allow: ['localhost'] })
    expect(await codeOf(send(outgoing('https://localhost/')))).toBe('EGRESS_ADDRESS_REFUSED')
  })
})

describe('a certificate', () => {
  const url = 'https://hooks.example.com/'

  async function answerTo(
    names: readonly string[],
    options: (tls: TestCertificate) => GuardedTransportOptions,
  ): Promise<string> {
    const tls = await testCertificate(names)
    await using receiver = await localReceiver((_, response) => response.end('ok'), tls)
    const resolve = async () => [publicAddress]
    return await codeOf(
      guardedTransport({ resolve, connect: receiver.connect, ...options(tls) })(outgoing(url)),
    )
  }

  test('of a known authority and for the name is trusted', async () => {
    expect(await answerTo(['hooks.example.com'], ({ ca }) => ({ ca }))).toBe('none')
    expect(await answerTo(['hooks.example.com'], ({ ca }) => ({ ca: [ca] }))).toBe('none')
  })

  test('of another authority, or for another name, is not, and nothing is sent', async () => {
    expect(await answerTo(['hooks.example.com'], () => ({}))).toBe('TLS_FAILED')
    expect(await answerTo(['other.example.com'], ({ ca }) => ({ ca }))).toBe('TLS_FAILED')
  })

  test.each(['1.1.1.1', '2606:4700::1111'])('for an address names that address: %s', async (address) => {
    const url = `https://${address.includes(':') ? `[${address}]` : address}/`
    for (const [named, code] of [
      [address, 'none'],
      ['8.8.8.8', 'TLS_FAILED'],
    ] as const) {
      const tls = await testCertificate(['hooks.example.com'], [named])
      await using receiver = await localReceiver((_, response) => response.end('ok'), tls)
      const send = guardedTransport({ ca: tls.ca, connect: receiver.connect })
      expect(await codeOf(send(outgoing(url)))).toBe(code)
    }
  })

  test('is checked whatever the environment says', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      expect(await answerTo(['hooks.example.com'], () => ({}))).toBe('TLS_FAILED')
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
  })
})

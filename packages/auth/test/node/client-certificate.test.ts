import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inspect } from 'node:util'
import { ManualClock } from '@veza/resilience/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CertificateEvent, clientCertificate } from '../../src/node/index.ts'
import { oauth, tlsClientAuth } from '../../src/oauth/index.ts'
import { oidcServer } from '../support/oidc-server.ts'
import { type Issued, issue } from '../support/test-pki.ts'

const folder = mkdtempSync(join(tmpdir(), 'veza-certificates-'))
const day = 86_400_000
let authority: Issued
let server: Server
let host: Issued
let url: string
let first: Issued
let second: Issued

/** Answers with the name in the client's certificate. */
async function serve(
  ca: Issued,
  own: Issued,
  listener?: Parameters<typeof createServer>[1],
): Promise<Server> {
  const started = createServer(
    { cert: own.cert, key: own.key, ca: ca.cert, requestCert: true, rejectUnauthorized: true },
    listener ??
      ((request, response) => {
        const peer = (request.socket as import('node:tls').TLSSocket).getPeerCertificate()
        request.resume().on('end', () => response.end(String(peer.subject?.CN)))
      }),
  )
  started.listen(0, '127.0.0.1')
  await once(started, 'listening')
  return started
}

beforeAll(async () => {
  authority = await issue('authority')
  host = await issue('localhost', { issuer: authority, usage: 'server' })
  first = await issue('first', { issuer: authority })
  second = await issue('second', { issuer: authority })
  server = await serve(authority, host)
  url = `https://localhost:${(server.address() as AddressInfo).port}/`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const pem = ({ cert, key }: Issued) => ({ cert, key, ca: authority.cert })

describe('a client certificate', () => {
  test('is shown by fetch, and by an agent of node:https', async () => {
    const certificate = clientCertificate(pem(first))
    expect(await (await certificate.fetch(url)).text()).toBe('first')
    const request = new Request(url, { method: 'POST', body: 'a body' })
    expect(await (await certificate.fetch(request)).text()).toBe('first')
    const agent = certificate.agent()
    const [response] = await once(get(url, { agent }), 'response')
    expect(await new Response(response).text()).toBe('first')
    agent.destroy()
    certificate.close()
  })

  test('comes as PKCS#12 too, and tells what is wrong with it', () => {
    const pfx = Buffer.from(
      readFileSync(join(import.meta.dirname, '../fixtures/client.pfx.base64'), 'utf8'),
      'base64',
    )
    const certificate = clientCertificate({ pfx, passphrase: 'correct-horse' })
    expect(certificate.expiresAt?.getFullYear()).toBeGreaterThan(2100)
    expect(certificate.thumbprint).toMatch(/^[\w-]{43}$/)
    expect(() => clientCertificate({ pfx, passphrase: 'wrong' })).toThrow(/passphrase is wrong/)
  })

  test.each([
    ['without its key', () => ({ cert: first.cert }), 'INVALID_OPTION'],
    ['with the key of another', () => ({ cert: first.cert, key: second.key }), 'CERTIFICATE_INVALID'],
    ['that is no certificate', () => ({ cert: 'none', key: second.key }), 'CERTIFICATE_INVALID'],
  ])('%s is refused', (_, options, code) => {
    expect(() => clientCertificate(options())).toThrow(expect.objectContaining({ code }))
  })

  test('that has expired, or is not valid yet, is refused', async () => {
    const expired = await issue('expired', { issuer: authority, notAfter: new Date(Date.now() - 1000) })
    const early = await issue('early', { issuer: authority, notBefore: new Date(Date.now() + day) })
    expect(() => clientCertificate(pem(expired))).toThrow(/has expired/)
    expect(() => clientCertificate(pem(early))).toThrow(/not valid yet/)
  })

  test('prints nothing of its key', () => {
    const certificate = clientCertificate(pem(first))
    const printed = inspect(certificate, { showHidden: true, depth: null }) + JSON.stringify(certificate)
    expect(printed).not.toContain('PRIVATE KEY')
  })

  test('is told of 30, 7 and 1 days before it ends', async () => {
    const clock = new ManualClock({ now: Date.now() })
    const events: CertificateEvent[] = []
    const ending = await issue('ending', { issuer: authority, notAfter: new Date(Date.now() + 40 * day) })
    const certificate = clientCertificate({ ...pem(ending), clock, onEvent: (event) => events.push(event) })
    for (let days = 0; days < 42; days++) {
      certificate.tls()
      await clock.advance(day)
    }
    expect(events.map((event) => event.type === 'expiring' && event.daysLeft)).toEqual([30, 7, 1, 0])
  })
})

describe('attack 16: a server', () => {
  test('that is pinned is accepted, any other refused', async () => {
    const right = clientCertificate({ ...pem(first), pins: [host.pin] })
    expect((await right.fetch(url)).status).toBe(200)
    const wrong = clientCertificate({ ...pem(first), pins: [first.pin] })
    await expect(wrong.fetch(url)).rejects.toMatchObject({ code: 'CERTIFICATE_PIN_MISMATCH' })
  })

  test('of an unknown authority is refused, also with NODE_TLS_REJECT_UNAUTHORIZED=0', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      const { cert, key } = first
      await expect(clientCertificate({ cert, key }).fetch(url)).rejects.toThrow()
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
  })

  test('of another name, expired, or with a weak protocol is refused', async () => {
    const bad = [
      await issue('elsewhere', { issuer: authority, usage: 'server', host: 'elsewhere.example' }),
      await issue('localhost', { issuer: authority, usage: 'server', notAfter: new Date(Date.now() - 1000) }),
      await issue('localhost', { issuer: authority, usage: 'client' }),
    ]
    for (const own of bad) {
      const other = await serve(authority, own)
      const { port } = other.address() as AddressInfo
      await expect(clientCertificate(pem(first)).fetch(`https://localhost:${port}/`)).rejects.toThrow()
      other.close()
    }
  })
})

const long = process.env['VEZA_AUTH_LONG'] === '1'
const swaps = long ? 100 : 20

test(`attack 17: ${swaps} swaps under load: no failed call, each new certificate in use within a second`, {
  timeout: 60_000,
}, async () => {
  const [certFile, keyFile] = [join(folder, 'tls.crt'), join(folder, 'tls.key')]
  const write = ({ cert, key }: Issued) => {
    writeFileSync(certFile, cert)
    writeFileSync(keyFile, key)
  }
  write(first)
  const events: CertificateEvent[] = []
  // Half a second of the clock passes between any two looks: each request looks.
  let now = Date.now()
  const clock = { now: () => (now += 500), sleep: () => Promise.resolve() }
  const certificate = clientCertificate({
    certFile,
    keyFile,
    ca: authority.cert,
    clock,
    onEvent: (event) => events.push(event),
  })
  let stopped = false
  let served = 0
  const failures: unknown[] = []
  const caller = async () => {
    while (!stopped) {
      try {
        await (await certificate.fetch(url)).text()
        served++
      } catch (error) {
        failures.push(error)
      }
    }
  }
  const load = Array.from({ length: 4 }, caller)
  for (let swap = 0; swap < swaps; swap++) {
    const next = swap % 2 ? first : second
    write(next)
    const seen = await (await certificate.fetch(url)).text()
    expect(seen).toBe(swap % 2 ? 'first' : 'second')
    if (swap % 10 === 0) await pause(5)
  }
  writeFileSync(keyFile, 'broken')
  expect((await certificate.fetch(url)).status).toBe(200)
  stopped = true
  await Promise.all(load)
  if (long) console.log(`${served} calls through ${swaps} swaps`)
  expect(failures).toEqual([])
  expect(served).toBeGreaterThan(swaps)
  expect(events.filter(({ type }) => type === 'renewed').length).toBeGreaterThanOrEqual(swaps)
  expect(events.at(-1)?.type).toBe('renewal-failed')
  certificate.close()
})

test('an authorization server knows the client by its certificate, and binds tokens to it', async () => {
  const registered = {
    client_id: 'service',
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_subject_dn: 'CN=first',
    tls_client_certificate_bound_access_tokens: true,
    redirect_uris: [],
    response_types: [],
    grant_types: ['client_credentials'],
  }
  await using provider = await oidcServer({
    clients: [registered],
    tls: { cert: host.cert, key: host.key, ca: authority.cert, requestCert: true, rejectUnauthorized: false },
  })
  const of = (who: Issued) => {
    const { fetch } = clientCertificate(pem(who))
    const client = oauth({
      clientId: 'service',
      clientAuth: tlsClientAuth(),
      issuer: provider.issuer,
      tokenUrl: `${provider.issuer}/token`,
      introspectionUrl: `${provider.issuer}/token/introspection`,
      fetch,
    })
    return client
  }
  const client = of(first)
  const token = await client.clientCredentials().accessToken()
  const { claims } = await client.introspect(token)
  expect(claims['cnf']).toEqual({ 'x5t#S256': clientCertificate(pem(first)).thumbprint })
  await expect(of(second).clientCredentials().accessToken()).rejects.toMatchObject({
    code: 'AUTH_CLIENT_REFUSED',
  })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { localKeys, verifyJwt } from '../src/index.ts'
import { Browser } from './support/browser.ts'
import { enterDeviceCode } from './support/enter-device-code.ts'
import { type OidcServer, oidcServer } from './support/oidc-server.ts'
import { issue } from './support/test-pki.ts'

const root = mkdtempSync(join(tmpdir(), 'veza-examples-'))
const closing: (() => unknown)[] = []

afterAll(async () => {
  for (const close of closing) await close()
  rmSync(root, { recursive: true, force: true })
})

/** The example's own files, loaded at run time: examples are no part of this package. */
const example = (path: string) => new URL(`../../../examples/${path}`, import.meta.url)

/** An API that lets in whoever has a good token. */
async function api(
  isGood: (token: string) => Promise<boolean>,
  server: Server = createServer(),
): Promise<string> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const good = await isGood((request.headers.authorization ?? '').replace(/^Bearer /, ''))
    const user = { id: 1, username: 'alice', email: 'alice@example.org', created_at: '2026-01-01T00:00:00Z' }
    const body = good ? user : { code: 401, message: 'no' }
    response.writeHead(good ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close())
  return String((server.address() as AddressInfo).port)
}

function run(path: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['--conditions=@veza/source', fileURLToPath(example(path)), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** What a program printed, and what it said of it as it went. */
async function outputOf(
  child: ChildProcess,
  onLine: (line: string) => void = () => undefined,
): Promise<string> {
  let output = ''
  const take = (chunk: Buffer) => {
    output += String(chunk)
    for (const line of String(chunk).split('\n')) onLine(line)
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  await once(child, 'close')
  return output
}

const native = {
  client_id: 'cli',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['http://127.0.0.1/callback'],
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  response_types: ['code'],
}

async function cliRig(): Promise<{ server: OidcServer; env: Record<string, string> }> {
  const server = await oidcServer({ clients: [native] })
  const port = await api((token) => server.isAccepted(token))
  const directory = mkdtempSync(join(root, 'tokens-'))
  const env = {
    VEZA_CLIENT_ID: 'cli',
    VEZA_ISSUER: server.issuer,
    VEZA_BASE_URL: `http://127.0.0.1:${port}`,
    VEZA_TOKENS: directory,
    VEZA_NO_BROWSER: '1',
  }
  return { server, env }
}

test('examples/oauth-cli signs in with a browser, knows its user, and signs out', {
  timeout: 60_000,
}, async () => {
  const { server, env } = await cliRig()
  await using _server = server
  const cli = (...args: string[]) => run('oauth-cli/src/main.ts', args, env)
  expect(await outputOf(cli('whoami'))).toContain('Nobody is signed in')
  const login = await outputOf(cli('login'), (line) => {
    const url = /^Sign in at (\S+)/.exec(line)?.[1]
    if (url !== undefined) void signIn(url)
  })
  expect(login).toContain('You are signed in.')
  expect(await outputOf(cli('whoami'))).toContain('You are alice.')
  expect(await outputOf(cli('logout'))).toContain('You are signed out.')
  expect(await outputOf(cli('whoami'))).toContain('Nobody is signed in')
  expect(await outputOf(cli('nonsense'))).toContain('whoami')
})

async function signIn(url: string): Promise<void> {
  const callback = `${new URL(url).searchParams.get('redirect_uri')}?`
  await fetch(await new Browser().visit(url, callback))
}

test('examples/oauth-cli signs in on another device', { timeout: 60_000 }, async () => {
  const { server, env } = await cliRig()
  await using _server = server
  const output = await outputOf(run('oauth-cli/src/main.ts', ['login', '--device'], env), (line) => {
    const url = /^Go to (\S+)/.exec(line)?.[1]
    if (url !== undefined) void enterDeviceCode(url)
  })
  expect(output).toContain('You are signed in.')
})

test('examples/service-account gets in by each of its three ways', { timeout: 60_000 }, async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'example', use: 'sig' }
  const authority = await issue('authority')
  const host = await issue('localhost', { issuer: authority, usage: 'server' })
  const mine = await issue('service', { issuer: authority })
  const files = { VEZA_CERT: mine.cert, VEZA_KEY: mine.key, VEZA_CA: authority.cert }
  const paths = Object.entries(files).map(([name, text]) => {
    const path = join(root, name)
    writeFileSync(path, text)
    return [name, path] as const
  })
  const shared = { redirect_uris: [], response_types: [], grant_types: ['client_credentials'] }
  const clients = [
    { ...shared, client_id: 'signer', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] } },
    {
      ...shared,
      client_id: 'holder',
      token_endpoint_auth_method: 'tls_client_auth',
      tls_client_auth_subject_dn: 'CN=service',
    },
  ]
  const tls = {
    cert: host.cert,
    key: host.key,
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: false,
  }
  await using plain = await oidcServer({ clients })
  await using secure = await oidcServer({ clients, tls })
  const keys = localKeys({ keys: [jwk] })
  const selfSigned = (token: string) =>
    verifyJwt(token, { keys, issuer: 'example-service', audience: 'veza-api' }).then(
      () => true,
      () => false,
    )
  const env = {
    VEZA_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n'),
  }
  const tlsApi = createTlsServer({ ...tls, rejectUnauthorized: true })
  const ways: [string, Record<string, string>][] = [
    ['self-signed', { ...env, VEZA_BASE_URL: `http://127.0.0.1:${await api(selfSigned)}` }],
    [
      'client-credentials',
      {
        ...env,
        VEZA_CLIENT_ID: 'signer',
        VEZA_ISSUER: plain.issuer,
        VEZA_BASE_URL: `http://127.0.0.1:${await api((token) => plain.isAccepted(token))}`,
      },
    ],
    [
      'mutual-tls',
      {
        ...Object.fromEntries(paths),
        VEZA_CLIENT_ID: 'holder',
        VEZA_ISSUER: secure.issuer,
        VEZA_BASE_URL: `https://localhost:${await api((token) => secure.isAccepted(token), tlsApi)}`,
      },
    ],
  ]
  for (const [way, settings] of ways)
    expect(await outputOf(run('service-account/src/main.ts', [way], settings))).toContain(`${way}: alice`)
})

test('examples/oauth-web signs its users in and out, and no stranger', { timeout: 60_000 }, async () => {
  const web = {
    client_id: 'web',
    client_secret: 'web-secret-0123456789',
    // Of a native app, so that any port will do.
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  }
  await using server = await oidcServer({ clients: [web] })
  const program = run('oauth-web/src/main.ts', [], {
    PORT: '0',
    VEZA_CLIENT_ID: 'web',
    VEZA_CLIENT_SECRET: web.client_secret,
    VEZA_ISSUER: server.issuer,
    VEZA_BASE_URL: `http://127.0.0.1:${await api((token) => server.isAccepted(token))}`,
  })
  closing.push(() => program.kill())
  const [line] = (await once(program.stdout ?? program, 'data')) as [Buffer]
  const app = String(line).trim()

  const alice = new Browser()
  expect(await (await alice.fetch(app)).text()).toContain('Sign in')
  expect(await alice.page(`${app}/login`)).toBe('Hello alice')
  // Somebody else's answer, and one that was used, are turned away.
  const stranger = new Browser()
  expect((await stranger.fetch(`${app}/callback?code=x&state=y`)).status).toBe(400)
  expect(await (await stranger.fetch(app)).text()).toContain('Sign in')
  expect(await alice.page(app)).toBe('Hello alice')
  expect(await alice.page(`${app}/logout`, { method: 'POST' })).toContain('Sign in')
})

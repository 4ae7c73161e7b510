import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { afterAll, expect, test } from 'vitest'
import { secret } from './clients.ts'
import { Person } from './person.ts'

const root = mkdtempSync(join(tmpdir(), 'veza-examples-'))

afterAll(() => rmSync(root, { recursive: true, force: true }))

/** The example's own files, loaded at run time: examples are no part of this package. */
const example = (path: string) => fileURLToPath(new URL(`../../../../examples/${path}`, import.meta.url))

function run(path: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['--conditions=@veza/source', example(path), ...args], {
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

function cliOf({ url, baseUrl }: RunningSandbox) {
  const env = {
    VEZA_CLIENT_ID: 'sandbox-cli',
    VEZA_ISSUER: url,
    VEZA_BASE_URL: baseUrl,
    VEZA_TOKENS: mkdtempSync(join(root, 'tokens-')),
    VEZA_NO_BROWSER: '1',
  }
  return (...args: string[]) => run('oauth-cli/src/main.ts', args, env)
}

test('examples/oauth-cli signs in with a browser, knows its user, and signs out', {
  timeout: 60_000,
}, async () => {
  await using running = await serveSandbox()
  const cli = cliOf(running)
  expect(await outputOf(cli('whoami'))).toContain('Nobody is signed in')
  const login = await outputOf(cli('login'), (line) => {
    const url = /^Sign in at (\S+)/.exec(line)?.[1]
    if (url !== undefined) void signIn(url)
  })
  expect(login).toContain('You are signed in.')
  expect(await outputOf(cli('whoami'))).toContain('You are margaret_2.')
  expect(await outputOf(cli('logout'))).toContain('You are signed out.')
  expect(await outputOf(cli('whoami'))).toContain('Nobody is signed in')
  expect(await outputOf(cli('nonsense'))).toContain('whoami')
})

async function signIn(url: string): Promise<void> {
  const callback = `${new URL(url).searchParams.get('redirect_uri')}?`
  await fetch(await new Person('margaret_2').visit(url, callback))
}

test('examples/oauth-cli signs in on another device', { timeout: 60_000 }, async () => {
  await using running = await serveSandbox()
  const cli = cliOf(running)
  const output = await outputOf(cli('login', '--device'), (line) => {
    const url = /^Go to (\S+)/.exec(line)?.[1]
    if (url !== undefined) void new Person('margaret_2').connect(url)
  })
  expect(output).toContain('You are signed in.')
  expect(await outputOf(cli('whoami'))).toContain('You are margaret_2.')
})

test('examples/service-account gets in by each of its three ways', { timeout: 60_000 }, async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'example', use: 'sig' } as JsonWebKey
  const signer = {
    client_id: 'signer',
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['client_credentials'],
    jwks: { keys: [key] },
  }
  await using running = await serveSandbox({
    mtls: true,
    signingKeys: [{ issuer: 'example-service', key }],
    authorization: { clients: [signer] },
  })
  const { url, baseUrl, mtls } = running
  const files = { VEZA_CERT: mtls?.client.cert, VEZA_KEY: mtls?.client.key, VEZA_CA: mtls?.ca }
  const paths = Object.entries(files).map(([name, text = '']) => {
    const path = join(root, name)
    writeFileSync(path, text)
    return [name, path] as const
  })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n')
  const keyed = { VEZA_PRIVATE_KEY: pem, VEZA_BASE_URL: baseUrl, VEZA_ISSUER: url }
  const ways: [string, Record<string, string>][] = [
    ['self-signed', keyed],
    ['client-credentials', { ...keyed, VEZA_CLIENT_ID: 'signer' }],
    [
      'mutual-tls',
      {
        ...Object.fromEntries(paths),
        VEZA_CLIENT_ID: 'sandbox-mtls',
        VEZA_ISSUER: url,
        VEZA_BASE_URL: mtls?.baseUrl ?? '',
      },
    ],
  ]
  for (const [way, settings] of ways)
    expect(await outputOf(run('service-account/src/main.ts', [way], settings))).toContain(`${way}: ken_1`)
})

test('examples/oauth-web signs its users in and out, and no stranger', { timeout: 60_000 }, async () => {
  await using running = await serveSandbox()
  const program = run('oauth-web/src/main.ts', [], {
    PORT: '0',
    VEZA_CLIENT_ID: 'sandbox-web',
    VEZA_CLIENT_SECRET: secret,
    VEZA_ISSUER: running.url,
    VEZA_BASE_URL: running.baseUrl,
  })
  try {
    const [line] = (await once(program.stdout ?? program, 'data')) as [Buffer]
    const app = String(line).trim()
    const margaret = new Person('margaret_2')
    expect(await margaret.browser.page(app)).toContain('Sign in')
    const callback = await margaret.visit(`${app}/login`, `${app}/callback`)
    expect(await margaret.browser.page(callback)).toBe('Hello margaret_2')
    // Somebody else's answer, and one that was used, are turned away.
    const { browser } = new Person('ken_1')
    expect((await browser.fetch(`${app}/callback?code=x&state=y`)).status).toBe(400)
    expect((await browser.fetch(callback)).status).toBe(400)
    expect(await browser.page(app)).toContain('Sign in')
    expect(await margaret.browser.page(app)).toBe('Hello margaret_2')
    expect(await margaret.browser.page(`${app}/logout`, { method: 'POST' })).toContain('Sign in')
  } finally {
    program.kill()
  }
})

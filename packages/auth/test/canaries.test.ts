import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { json, scriptedServer } from '../../http/test/scripted-server.ts'
import { apiKey, localKeys, memoryTokenStore, passwordLogin, selfSignedJwt, verifyJwt } from '../src/index.ts'
import { clientCertificate } from '../src/node/index.ts'
import { clientSecret, jwtBearer, oauth, privateKeyJwt } from '../src/oauth/index.ts'
import { channels, leaks } from './support/channels.ts'
import { request, sessionRig } from './support/session-rig.ts'
import { issue } from './support/test-pki.ts'

const secrets = [
  'veza_live_canaryKey',
  'canary-key-secret',
  'canary-client-secret',
  'canary-access-token',
  'canary-refresh-token',
  'canary-password',
]
const [key = '', keySecret = '', client = '', access = '', refresh = '', password = ''] = secrets
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
// The key's own digits, wherever they turn up.
const pemBody = pem.split('\n')[2] ?? ''

afterEach(() => {
  vi.restoreAllMocks()
})

test('there are 36 channels, and they find what is there', async () => {
  expect(Object.keys(channels).length).toBeGreaterThanOrEqual(36)
  const found = await leaks({ token: access }, secrets)
  expect(found.length).toBeGreaterThan(20)
  expect((await leaks({ [Buffer.from(access).toString('base64')]: 1 }, secrets)).length).toBeGreaterThan(5)
  expect(await leaks(new Error('outer', { cause: new Error(access) }), secrets)).not.toEqual([])
})

/** An authorization server that answers every request, and repeats in it whatever it was sent. */
async function echoing(status: number, answer: (sent: string) => unknown) {
  return scriptedServer((response, { body, headers }) =>
    json(response, answer(`${body} ${JSON.stringify(headers)} ${access} ${refresh}`), status),
  )
}

const tokens = {
  access_token: access,
  refresh_token: refresh,
  id_token: undefined,
  token_type: 'Bearer',
  expires_in: 600,
}

describe('no secret comes out of', () => {
  test('an API key, by any scheme', async () => {
    const values = [
      apiKey(key),
      apiKey(key, { scheme: 'basic', secret: keySecret }),
      apiKey(key, { scheme: 'hmac', secret: keySecret }),
    ]
    for (const value of values) {
      await value.authenticate(request)
      expect(await leaks(value, secrets)).toEqual([])
    }
  })

  test('a client, its sign-in, its session and their events', async () => {
    await using server = await echoing(200, () => tokens)
    const made = oauth({
      clientId: 'a',
      clientAuth: clientSecret(client),
      issuer: server.url,
      redirectUri: 'https://a.example/',
    })
    const started = await made.startSignIn()
    const { state, codeVerifier } = JSON.parse(atob(started.pending.reveal())) as Record<string, string>
    const session = await made.finishSignIn(
      `https://a.example/?code=canary-code&state=${state}`,
      started.pending,
    )
    const events: unknown[] = []
    session.on((event) => events.push(event))
    await session.refresh({ authorization: `Bearer ${access}` }, request.signal)
    const all = [...secrets, codeVerifier ?? '']
    for (const value of [
      made,
      started.pending,
      session,
      await session.accessToken(),
      events,
      clientSecret(client),
    ])
      expect(await leaks(value, all)).toEqual([])
  })

  test('what signs by a private key', async () => {
    const options = { privateKey: pem, algorithm: 'ES256' as const }
    const signed = selfSignedJwt({ ...options, issuer: 'a', userId: 1, permissions: [] })
    await signed.authenticate(request)
    const values = [signed, privateKeyJwt(options), jwtBearer({ ...options, issuer: 'a', subject: 'b' })]
    for (const value of values) expect(await leaks(value, [pemBody])).toEqual([])
  })

  test('a client certificate', async () => {
    const { cert, key: certificateKey } = await issue('self')
    const digits = certificateKey.split('\n')[2] ?? ''
    expect(
      await leaks(clientCertificate({ cert, key: certificateKey, passphrase: 'canary-password' }), [
        digits,
        password,
      ]),
    ).toEqual([])
  })

  test('a token store and what it gives', async () => {
    const { session, server, store } = sessionRig('strict', { store: memoryTokenStore() })
    await session.signedIn({ ...server.signIn(), accessToken: access, refreshToken: refresh })
    for (const value of [store, await store.get('grant-1'), session])
      expect(await leaks(value, secrets)).toEqual([])
  })

  test('a password login', async () => {
    await using server = await echoing(200, () => tokens)
    const session = passwordLogin({ user: 'alice', password, baseUrl: server.url })
    await session.accessToken()
    expect(await leaks(session, secrets)).toEqual([])
  })
})

describe('no secret comes out of the error, and nothing is printed, after', () => {
  const answers: [string, number, (sent: string) => unknown][] = [
    ['invalid_grant', 400, (sent) => ({ error: 'invalid_grant', error_description: sent })],
    [
      'invalid_client',
      401,
      (sent) => ({ error: 'invalid_client', error_description: sent, error_uri: sent }),
    ],
    ['an error whose name repeats it', 400, (sent) => ({ error: sent })],
    ['500', 500, (sent) => ({ message: sent })],
    ['429', 429, (sent) => sent],
    ['404', 404, (sent) => sent],
    ['a token of the wrong type', 200, (sent) => ({ access_token: access, token_type: sent })],
    ['a token that holds it', 200, (sent) => ({ ...tokens, access_token: `${access} ${sent}` })],
    ['a refresh token that holds it', 200, (sent) => ({ ...tokens, refresh_token: `${refresh} ${sent}` })],
    ['something else', 200, (sent) => ({ [sent]: sent })],
    ['an expiry that holds it', 200, (sent) => ({ access_token: 1, expires_in: sent })],
  ]
  test.each(answers)('%s', async (_, status, answer) => {
    const printed: unknown[] = []
    for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
      vi.spyOn(console, name).mockImplementation((...parts) => void printed.push(parts))
    await using server = await echoing(status, answer)
    const { url } = server
    const clientAuth = clientSecret(client)
    const made = oauth({
      clientId: 'a',
      clientAuth,
      issuer: url,
      tokenUrl: `${url}/token`,
      introspectionUrl: `${url}/introspect`,
      revocationUrl: `${url}/revoke`,
      deviceAuthorizationUrl: `${url}/device`,
      pushedAuthorizationUrl: `${url}/par`,
      redirectUri: 'https://a.example/',
      refreshTimeoutMs: 300,
    })
    const works = [
      () => made.clientCredentials().accessToken(),
      () => made.introspect(access),
      () => made.revoke(refresh),
      () => made.startDeviceSignIn(),
      () => made.startSignIn(),
      () =>
        made
          .bearerGrant(jwtBearer({ privateKey: pem, algorithm: 'ES256', issuer: 'a', subject: 'b' }))
          .accessToken(),
      () => passwordLogin({ user: 'alice', password, baseUrl: url, timeoutMs: 100 }).accessToken(),
    ]
    for (const work of works) {
      const error: unknown = await work().catch((thrown: unknown) => thrown)
      expect(await leaks(error, [...secrets, pemBody])).toEqual([])
    }
    expect(await leaks(printed, secrets)).toEqual([])
  })

  test('a fetch that throws what it was given', async () => {
    const fetch = (url: unknown, init: unknown) =>
      Promise.reject(
        Object.assign(new TypeError(`fetch failed: "${inspect(init, { depth: null })}"`), {
          url,
          init,
          request: init,
        }),
      )
    const made = oauth({ clientId: 'a', clientAuth: clientSecret(client), fetch, refreshTimeoutMs: 300 })
    const works = [
      () => made.clientCredentials().accessToken(),
      () => passwordLogin({ user: 'alice', password, fetch, timeoutMs: 100 }).accessToken(),
    ]
    for (const work of works) {
      const error: unknown = await work().catch((thrown: unknown) => thrown)
      expect(await leaks(error, secrets)).toEqual([])
    }
  })

  test('options that are wrong', async () => {
    const works = [
      () => apiKey(`${key}\n`),
      () => apiKey('wrong-prefix-canary-access-token'),
      () => clientSecret(`${client} `),
      () => oauth({ clientId: 'a', tokenUrl: `https://${client}@a.example` }),
      () => oauth({ [access]: 1 } as object),
      () =>
        selfSignedJwt({
          privateKey: pem.replace('PRIVATE', 'PUBLIC'),
          issuer: 'a',
          userId: 1,
          permissions: [],
        }),
      () => selfSignedJwt({ privateKey: access, issuer: 'a', userId: 1, permissions: [] }),
      () => passwordLogin({ user: 'a', password: `${password}\n` }),
      () =>
        verifyJwt(`${access}.${access}.${access}`, {
          keys: localKeys({ keys: [] }),
          issuer: 'a',
          audience: 'b',
        }),
      () => privateKeyJwt({ privateKey: pem, algorithm: access as 'ES256' }),
      async () => {
        const broken = selfSignedJwt({
          privateKey: pem.replace(/\n.*\n/, `\n${btoa(access)}\n`),
          issuer: 'a',
          userId: 1,
          permissions: [],
        })
        return broken.authenticate(request)
      },
    ]
    for (const work of works) {
      let error: unknown
      try {
        await work()
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(Error)
      expect(await leaks(error, [...secrets, pemBody])).toEqual([])
    }
  })
})

test('no secret is in what Node prints of an unhandled rejection, nor in its debug logs', async () => {
  await using server = await echoing(400, (sent) => ({ error: 'invalid_grant', error_description: sent }))
  const program = fileURLToPath(new URL('support/unhandled-rejection.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@veza/source', program, server.url, client], {
    env: { ...process.env, DEBUG: '*', NODE_DEBUG: '' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += String(chunk)
    })
  }
  await new Promise((resolve) => child.on('close', resolve))
  expect(output).toContain('AUTH_GRANT_REFUSED')
  expect(await leaks(output, secrets)).toEqual([])
})

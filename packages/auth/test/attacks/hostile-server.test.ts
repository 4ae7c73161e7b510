import { inspect } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import { isVezaError, type VezaError } from '@veza/resilience'
import { ManualClock } from '@veza/resilience/testing'
import { OAuth2Server } from 'oauth2-mock-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { json, scriptedServer } from '../../../http/test/scripted-server.ts'
import { remoteKeys } from '../../src/index.ts'
import { clientSecret, type OAuthOptions, oauth } from '../../src/oauth/index.ts'
import { request } from '../support/session-rig.ts'

const mock = new OAuth2Server()

beforeAll(async () => {
  await mock.issuer.keys.generate('RS256')
  await mock.start(0, '127.0.0.1')
})

afterAll(() => mock.stop())

/** A few bytes that unpack to 64 MiB. */
const bomb = brotliCompressSync(Buffer.alloc(64 * 1024 * 1024, 32))

const secret = 'canary-client-secret'
const token = 'canary-access-token'

function sessionAt(issuer: string, options: OAuthOptions = {}) {
  return oauth({
    clientId: 'service',
    clientAuth: clientSecret(secret),
    issuer,
    tokenUrl: `${issuer}/token`,
    refreshTimeoutMs: 500,
    timeoutMs: 400,
    ...options,
  }).clientCredentials()
}

async function failureOf(work: Promise<unknown>): Promise<VezaError> {
  const error: unknown = await work.then(
    () => new Error('It did not fail'),
    (thrown: unknown) => thrown,
  )
  if (!isVezaError(error)) throw error
  const printed = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error)
  for (const canary of [secret, token, btoa(`service:${secret}`)]) expect(printed).not.toContain(canary)
  return error
}

/** The hostile peer: oauth2-mock-server, any field of whose answer is altered. */
async function alteredAnswer(alter: (body: Record<string, unknown>) => unknown, status = 200) {
  mock.service.once('beforeResponse', (answer: { body: unknown; statusCode: number }) => {
    answer.body = alter({ ...(answer.body as Record<string, unknown>) })
    answer.statusCode = status
  })
  return sessionAt(mock.issuer.url ?? '')
}

describe('attack 21: expires_in', () => {
  const hour = 3_600_000
  test.each([
    ['absent', undefined, undefined],
    ['a text', '3600', hour],
    ['a text that is no number', 'NaN', undefined],
    ['nothing', null, undefined],
    ['negative', -1, 0],
    ['0', 0, 0],
    ['astronomical', 1e308, 365 * 24 * hour],
    ['a list', [3600], undefined],
    ['a fraction', 0.5, 500],
  ])('%s is kept within bounds, and makes no storm', async (_, expiresIn, lifeMs) => {
    const clock = new ManualClock({ now: Date.now() })
    let asked = 0
    mock.service.on('beforeResponse', count)
    const session = sessionAt(mock.issuer.url ?? '', { clock })
    try {
      const ask = async () => (await session.accessToken()).reveal()
      const first = await ask()
      expect(session.expiresAt?.getTime()).toBe(lifeMs === undefined ? undefined : clock.now() + lifeMs)
      await Promise.all(Array.from({ length: 100 }, ask))
      for (let calls = 0; calls < 100; calls++) await ask()
      expect(asked).toBe(1)
      expect(await ask()).toBe(first)
    } finally {
      mock.service.off('beforeResponse', count)
    }

    function count(answer: { body: Record<string, unknown> }): void {
      asked++
      answer.body = { ...answer.body, expires_in: expiresIn }
    }
  })
})

describe('attack 5: a token', () => {
  test.each([
    ['with a line feed', 'abc\ndef'],
    ['with a carriage return and a header', 'abc\r\nx-admin: 1'],
    ['with a NUL', 'abc\0def'],
    ['with a space', 'abc def'],
    ['beyond ASCII', 'abcé'],
    ['of 20,000 characters', 'a'.repeat(20_000)],
    ['that is a number', 12],
    ['that is empty', ''],
    ['that is nothing', null],
  ])('%s is refused, and not quoted', async (_, accessToken) => {
    const session = await alteredAnswer((body) => ({ ...body, access_token: accessToken }))
    const error = await failureOf(session.accessToken())
    expect(error.code).toBe('INVALID_RESPONSE')
    if (typeof accessToken === 'string' && accessToken !== '')
      expect(inspect(error)).not.toContain(accessToken)
  })

  test('for refreshing is looked at as well', async () => {
    const session = await alteredAnswer((body) => ({ ...body, refresh_token: 'a\r\nb' }))
    expect((await failureOf(session.accessToken())).code).toBe('INVALID_RESPONSE')
  })
})

describe('a malformed token answer gives a typed error and prints no secret', () => {
  const bad: [string, (issuer: Parameters<Parameters<typeof scriptedServer>[0]>[0]) => void][] = [
    ['no token type', (response) => json(response, { access_token: token })],
    ['an unknown token type', (response) => json(response, { access_token: token, token_type: 'mac' })],
    [
      'DPoP that was not asked for',
      (response) => json(response, { access_token: token, token_type: 'DPoP' }),
    ],
    ['no access token', (response) => json(response, { token_type: 'Bearer' })],
    ['a list', (response) => json(response, [token])],
    ['a text', (response) => json(response, token)],
    ['null', (response) => json(response, null)],
    ['HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${token}</p>`)],
    [
      'JSON cut short',
      (response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(`{"access_token":"${token}`),
    ],
    ['nothing', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end()],
    ['no content', (response) => response.writeHead(204).end()],
    [
      'a token twice',
      (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(`{"access_token":"a","access_token":"${token}","token_type":"Bearer"}`),
    ],
    [
      'an error with status 200',
      (response) => json(response, { error: 'invalid_grant', error_description: token }),
    ],
    [
      'an error that repeats the token',
      (response) => json(response, { error: 'invalid_scope', error_description: `${token} ${secret}` }, 400),
    ],
    ['an error that is a token', (response) => json(response, { error: token }, 400)],
    [
      'a megabyte of description',
      (response) => json(response, { error: 'invalid_scope', error_description: token.repeat(50_000) }, 400),
    ],
    [
      '401 with a hostile challenge',
      (response) => response.writeHead(401, { 'www-authenticate': `Basic ${'a="b",'.repeat(1500)}` }).end(),
    ],
    ['500 with HTML', (response) => response.writeHead(500).end(token)],
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    ['silence', () => undefined],
  ]
  test.each(bad)('%s', async (_, answer) => {
    await using server = await scriptedServer((response) => answer(response))
    await failureOf(sessionAt(server.url).accessToken())
    // Even the worst is asked a few times at most.
    expect(server.seen.length).toBeLessThanOrEqual(3)
  })
})

describe('attack 3: a redirect', () => {
  test.each([301, 302, 303, 307, 308])('%d is not followed, by any kind of request', async (status) => {
    await using elsewhere = await scriptedServer((response) => json(response, {}))
    await using server = await scriptedServer((response) =>
      response.writeHead(status, { location: `${elsewhere.url}/take` }).end(),
    )
    const { url } = server
    const options = {
      clientId: 'service',
      clientAuth: clientSecret(secret),
      issuer: url,
      redirectUri: 'https://app.example/callback',
      tokenUrl: `${url}/token`,
      revocationUrl: `${url}/revoke`,
      introspectionUrl: `${url}/introspect`,
      deviceAuthorizationUrl: `${url}/device`,
      pushedAuthorizationUrl: `${url}/par`,
    }
    const client = oauth(options)
    const discovering = oauth({ clientId: 'service', issuer: url, discover: true })
    const header = { alg: 'RS256' as const }
    const works = [
      () => client.clientCredentials().accessToken(),
      () => client.revoke(token),
      () => client.introspect(token),
      () => client.startDeviceSignIn(),
      () => client.startSignIn(),
      () => discovering.clientCredentials().accessToken(),
    ]
    for (const work of works) expect((await failureOf(work())).code).toBe('REDIRECT_REFUSED')
    expect((await failureOf(remoteKeys(`${url}/jwks`).keyFor(header))).code).toBe('JWKS_UNAVAILABLE')
    expect(elsewhere.seen).toEqual([])
  })
})

describe('attack 12: a body', () => {
  test.each([
    [
      'that unpacks to 64 MiB',
      (response: Parameters<Parameters<typeof scriptedServer>[0]>[0]) =>
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'br' }).end(bomb),
    ],
    [
      'that never ends',
      (response: Parameters<Parameters<typeof scriptedServer>[0]>[0]) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        const more = () => response.write('x'.repeat(65_536), () => !response.destroyed && setImmediate(more))
        more()
      },
    ],
  ])('%s is read to 256 KiB and no further', async (_, answer) => {
    await using server = await scriptedServer((response) => {
      answer(response)
    })
    const error = await failureOf(
      sessionAt(server.url, { timeoutMs: 60_000, refreshTimeoutMs: 60_000 }).accessToken(),
    )
    expect(error.code).toBe('RESPONSE_TOO_LARGE')
  })

  test('that comes byte by byte runs into the time limit', async () => {
    await using server = await scriptedServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    })
    expect((await failureOf(sessionAt(server.url).accessToken())).code).toBe('TIMEOUT')
  })
})

test('attack 13: names that poison prototypes are refused in a token answer', async () => {
  const bodies = [
    '{"__proto__":{"polluted":1}',
    '{"\\u005f_proto__":{"polluted":1}',
    '{"constructor":{"prototype":{"polluted":1}}',
  ]
  for (const body of bodies) {
    await using server = await scriptedServer((response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(`${body},"access_token":"a","token_type":"Bearer"}`),
    )
    expect((await failureOf(sessionAt(server.url).accessToken())).code).toBe('INVALID_RESPONSE')
  }
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('attack 14: an answer that is nested 100,000 deep is refused', async () => {
  await using server = await scriptedServer((response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('['.repeat(100_000) + ']'.repeat(100_000)),
  )
  expect((await failureOf(sessionAt(server.url).accessToken())).code).toBe('INVALID_RESPONSE')
})

test('attack 15: metadata that names an address inside is not followed', async () => {
  const addresses = [
    'http://169.254.169.254/token',
    'http://10.0.0.1/token',
    'http://[::ffff:a9fe:a9fe]/token',
    'https://user:pass@evil.example/token',
  ]
  for (const address of addresses) {
    await using server = await scriptedServer((response, seen) =>
      json(response, { issuer: `http://${seen.headers.host}`, token_endpoint: address }),
    )
    const session = oauth({ clientId: 'a', issuer: server.url, discover: true }).clientCredentials()
    expect((await failureOf(session.accessToken())).code).toBe('INVALID_OPTION')
    expect(server.seen.map(({ url }) => url)).toEqual(['/.well-known/oauth-authorization-server'])
  }
})

test('metadata of another issuer is not taken', async () => {
  await using server = await scriptedServer((response) =>
    json(response, { issuer: 'https://evil.example', token_endpoint: 'https://evil.example/token' }),
  )
  const session = oauth({ clientId: 'a', issuer: server.url, discover: true }).clientCredentials()
  expect((await failureOf(session.accessToken())).code).toBe('INVALID_RESPONSE')
})

describe('attack 22: an API that turns every token away', () => {
  test('costs one exchange for each call at most, and none for a token that is a moment old', async () => {
    const clock = new ManualClock({ now: Date.now() })
    let asked = 0
    // A token of its own each time: the server's would be the same within a second.
    const count = (answer: { body: Record<string, unknown> }) => {
      answer.body = { ...answer.body, access_token: `token-${++asked}` }
    }
    mock.service.on('beforeResponse', count)
    const session = sessionAt(mock.issuer.url ?? '', { clock })
    const call = async () => {
      const headers = await session.authenticate(request)
      return session.refresh(headers, request.signal, { status: 401, headers: new Headers() })
    }
    expect(await call()).toBe(false)
    await clock.advance(2000)
    expect(await Promise.all(Array.from({ length: 50 }, call))).toEqual(
      Array.from({ length: 50 }, () => true),
    )
    expect(asked).toBe(2)
    mock.service.off('beforeResponse', count)
  })

  test('with a challenge of a megabyte is not read through', async () => {
    const session = oauth({
      clientId: 'a',
      issuer: mock.issuer.url ?? '',
      tokenUrl: `${mock.issuer.url}/token`,
    }).clientCredentials()
    const headers = new Headers({ 'www-authenticate': 'DPoP error="x",'.repeat(70_000) })
    const startedAt = performance.now()
    await session.refresh({ authorization: 'Bearer a' }, request.signal, { status: 401, headers })
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})

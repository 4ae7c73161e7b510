import { oauth } from '@veza/auth/oauth'
import { createSandbox } from '@veza/sandbox'
import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test, vi } from 'vitest'
import { apiOf, appOf, ask, redirectUri, secret, serviceOf, signedIn } from './clients.ts'
import { Person } from './person.ts'

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
})

describe('a user who signs in on the pages', () => {
  test('lets an app do what it asked for, and it does it in their name', async () => {
    await using running = await serveSandbox()
    const session = await signedIn(
      running,
      appOf(running, { scope: ['read:users', 'write:messages'] }),
      new Person('margaret_2'),
    )
    const veza = apiOf(running, session)
    expect((await veza.users.get(2)).username).toBe('margaret_2')
    const message = await veza.chat.messages.send({ roomId: 1, content: 'Hello' })
    expect(message.userId).toBe(2)
    await expect(veza.streams.get(1)).rejects.toMatchObject({ status: 403 })
    const me = await ask(running, (await session.accessToken()).reveal(), '/auth/me')
    expect(await me.json()).toMatchObject({ id: 2, username: 'margaret_2' })
  })

  test("is led there by the guide's two paths alone", async () => {
    await using running = await serveSandbox()
    const client = appOf(running, { discover: false })
    const { url } = await client.startSignIn()
    expect(url.startsWith(`${running.url}/oauth/authorize?`)).toBe(true)
    expect((await apiOf(running, await signedIn(running, client)).users.get(1)).id).toBe(1)
  })

  test('can refuse, and cancel', async () => {
    await using running = await serveSandbox()
    const client = appOf(running)
    const { url, pending } = await client.startSignIn()
    const back = await new Person('margaret_2').visit(url, redirectUri, 'deny')
    await expect(client.finishSignIn(back, pending)).rejects.toMatchObject({ code: 'AUTH_ACCESS_DENIED' })
  })

  test('is asked again after a wrong password, and after too many not let in by the right one', async () => {
    await using running = await serveSandbox()
    const { url } = await appOf(running).startSignIn()
    const { browser } = new Person('ken_1')
    let page = await browser.page(url)
    const action = running.url + (/action="([^"]+)"/.exec(page)?.[1] ?? '')
    const login = async (password: string) =>
      browser.fetch(action, form({ do: 'login', username: 'ken_1', password }))
    for (let times = 0; times < 5; times++) {
      const answer = await login('wrong')
      page = await answer.text()
      expect(answer.status).toBe(401)
      expect(page).toContain('User name or password are not right')
      expect(page).toContain('value="ken_1"')
    }
    const locked = await login('veza-sandbox')
    expect([locked.status, await locked.text()]).toEqual([401, page])
    running.sandbox.clock.offsetMs = 9 * 60_000
    expect((await login('veza-sandbox')).status).toBe(401)
  })

  test('is not asked who they are a second time, but can say that they are somebody else', async () => {
    await using running = await serveSandbox()
    const { browser } = new Person('ken_1')
    const client = appOf(running)
    const consent = async () => browser.page((await client.startSignIn()).url)
    const first = await consent()
    const action = running.url + (/action="([^"]+)"/.exec(first)?.[1] ?? '')
    const as = (username: string) => form({ do: 'login', username, password: 'veza-sandbox' })
    expect(await browser.page(action, as('ken_1'))).toContain('<strong>ken_1</strong>')
    const again = await consent()
    expect(again).toContain('<strong>ken_1</strong>')
    const other = /href="([^"]+as=another)"/.exec(again)?.[1] ?? ''
    const asked = await browser.page(running.url + other)
    expect(asked).toContain('name="password"')
    const next = running.url + (/action="([^"]+)"/.exec(asked)?.[1] ?? '')
    expect(await browser.page(next, as('margaret_2'))).toContain('<strong>margaret_2</strong>')
  })

  test('gives no more than they have, and is told so', async () => {
    await using running = await serveSandbox()
    const client = appOf(running, { scope: ['openid', 'read:users', 'manage:keys'] })
    const session = await signedIn(running, client, new Person('margaret_2'))
    const veza = apiOf(running, session)
    expect((await veza.users.get(2)).id).toBe(2)
    await expect(veza.apiKeys.create({ name: 'k', permissions: [] })).rejects.toMatchObject({ status: 403 })
    const administrator = apiOf(running, await signedIn(running, appOf(running, { scope: ['manage:keys'] })))
    for await (const key of administrator.apiKeys.list()) expect(key.name).toBe('Sandbox')
  })
})

describe('the pages', () => {
  test('escape what clients and users say, run no script, are in no frame and kept by nobody', async () => {
    const client_name = '<script>alert(1)</script> & "friends"'
    const clients = [{ client_id: 'evil', client_name, redirect_uris: ['https://app.example/callback'] }]
    await using running = await serveSandbox({ authorization: { clients } })
    const query = new URLSearchParams({
      client_id: 'evil',
      response_type: 'code',
      redirect_uri: 'https://app.example/callback',
      scope: 'openid read:users',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      login_hint: '"><img src=x>',
    })
    const { browser } = new Person('ken_1')
    const start = await browser.fetch(`${running.url}/oauth/authorize?${query}`)
    const answer = await browser.fetch(
      running.url + new URL(start.headers.get('location') ?? '', running.url).pathname,
    )
    const page = await answer.text()
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;friends&quot;')
    expect(page).toContain('value="&quot;&gt;&lt;img src=x&gt;"')
    expect(page).not.toMatch(/<script|<img|\son\w+=/i)
    const headers = Object.fromEntries(answer.headers)
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' https:\/\/app\.example; frame-ancestors 'none'; base-uri 'none'$/,
    )
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' })
  })

  test('say what is wrong with a request, and with a page that is over', async () => {
    await using running = await serveSandbox()
    const unknown = await fetch(`${running.url}/oauth/authorize?client_id=${encodeURIComponent('<b>')}`)
    expect([unknown.status, await unknown.text()]).toEqual([400, expect.stringContaining('invalid_client')])
    const over = await fetch(`${running.url}/oauth/interaction/nothing`)
    expect([over.status, await over.text()]).toEqual([400, expect.stringContaining('The sign-in is over')])
  })

  test('take no form that says nothing, or too much', async () => {
    await using running = await serveSandbox()
    const { browser } = new Person('ken_1')
    const page = await browser.page((await appOf(running).startSignIn()).url)
    const action = running.url + (/action="([^"]+)"/.exec(page)?.[1] ?? '')
    for (const fields of [{}, { do: 'allow' }, { do: 'login', password: 'x'.repeat(20_000) }])
      expect((await browser.fetch(action, form(fields))).status).toBe(400)
    expect((await browser.fetch(action, form({ do: 'x'.repeat(300_000) }))).status).toBe(413)
  })
})

describe('what belongs to it', () => {
  test('metadata, keys, pushed requests, introspection and revocation are where the readme says', async () => {
    await using running = await serveSandbox()
    const { url } = running
    const metadata = (await (await fetch(`${url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >
    expect(metadata).toMatchObject({
      issuer: url,
      authorization_endpoint: `${url}/oauth/authorize`,
      token_endpoint: `${url}/oauth/token`,
      revocation_endpoint: `${url}/oauth/revoke`,
      introspection_endpoint: `${url}/oauth/introspect`,
      pushed_authorization_request_endpoint: `${url}/oauth/par`,
      device_authorization_endpoint: `${url}/oauth/device`,
      jwks_uri: `${url}/oauth/jwks`,
    })
    const { keys } = (await (await fetch(`${url}/oauth/jwks`)).json()) as { keys: object[] }
    expect(keys).toEqual([expect.objectContaining({ kty: 'RSA', kid: 'sandbox-1' })])
    expect(keys[0]).not.toHaveProperty('d')

    const client = appOf(running, { pushedAuthorizationUrl: `${url}/oauth/par` })
    const started = await client.startSignIn()
    expect([...new URL(started.url).searchParams.keys()].toSorted()).toEqual(['client_id', 'request_uri'])
    const session = await signedIn(running, client)
    const token = (await session.accessToken()).reveal()
    const introspected = await serviceOf(running).introspect(token)
    expect(introspected).toMatchObject({ active: true, clientId: 'sandbox-cli', subject: '1' })
    expect((await ask(running, token)).status).toBe(200)
    await session.signOut()
    expect((await ask(running, token)).status).toBe(401)
    expect(await serviceOf(running).introspect(token)).toMatchObject({ active: false })
  })

  test('a confidential web app signs its users in', async () => {
    await using running = await serveSandbox()
    vi.stubEnv('VEZA_CLIENT_SECRET', secret)
    const client = oauth({
      clientId: 'sandbox-web',
      issuer: running.url,
      discover: true,
      redirectUri,
      scope: ['read:users'],
    })
    vi.unstubAllEnvs()
    expect((await apiOf(running, await signedIn(running, client)).users.get(1)).id).toBe(1)
  })

  test('without an authorization server, as in a page, its paths are not there', async () => {
    const sandbox = createSandbox()
    expect((await sandbox.fetch(new Request('http://sandbox/oauth/token', { method: 'POST' }))).status).toBe(
      404,
    )
    const clients = new Request('http://sandbox/_sandbox/clients', { method: 'POST', body: '{}' })
    expect((await sandbox.fetch(clients)).status).toBe(404)
  })
})

test('a wrong client is told when the sandbox starts', async () => {
  const clients = [{ client_id: 'c', redirect_uris: ['nonsense'] }]
  await expect(serveSandbox({ authorization: { clients } })).rejects.toThrow(
    /client "c" cannot be registered/,
  )
})

test.each<[object, RegExp]>([
  [{ authorization: { clients: [{}] } }, /client_id/],
  [{ authorization: { accessTokens: 'paper' } }, /opaque/],
  [{ authorization: { otherResources: ['x'] } }, /absolute URLs/],
  [{ authorization: { client: [] } }, /The options are: clients/],
  [{ mtls: 'yes' }, /true or false/],
])('the option %j is refused', async (options, remedy) => {
  await expect(serveSandbox(options)).rejects.toThrow(remedy)
})

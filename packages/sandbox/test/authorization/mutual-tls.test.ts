import { clientCertificate } from '@veza/auth/node'
import { oauth, tlsClientAuth } from '@veza/auth/oauth'
import { Veza } from '@veza/client'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { apiOf } from './clients.ts'

async function served(more: Parameters<typeof serveSandbox>[0] = {}) {
  const running = await serveSandbox({ mtls: true, ...more })
  const { mtls } = running
  if (mtls === undefined) throw new Error('it does not listen with TLS')
  return { running, mtls }
}

function byCertificate({ url }: RunningSandbox, fetch: typeof globalThis.fetch, clientId = 'sandbox-mtls') {
  return oauth({
    clientId,
    issuer: url,
    discover: true,
    clientAuth: tlsClientAuth(),
    scope: ['read:users'],
    fetch,
  })
}

describe.each(['opaque', 'jwt'] as const)(
  'a client that shows a certificate, with tokens %s',
  (accessTokens) => {
    test('gets tokens that only it can use', async () => {
      const { running, mtls } = await served({ authorization: { accessTokens } })
      await using _running = running
      const { ca } = mtls
      const { fetch } = clientCertificate({ ...mtls.client, ca })
      const auth = byCertificate(running, fetch).clientCredentials()
      const veza = new Veza({ auth, baseUrl: mtls.baseUrl, fetch })
      expect((await veza.users.get(1)).id).toBe(1)

      // Stolen: without the certificate, and with another of the same authority.
      await expect(apiOf(running, auth).users.get(1)).rejects.toMatchObject({ status: 401 })
      const thief = clientCertificate({ ...(await mtls.issueForClient('thief')), ca })
      const stolen = new Veza({ auth, baseUrl: mtls.baseUrl, fetch: thief.fetch, retry: { maxAttempts: 1 } })
      await expect(stolen.users.get(1)).rejects.toMatchObject({ status: 401 })
    })
  },
)

test('a certificate of another subject, or of no authority, is not the client', async () => {
  const { running, mtls } = await served()
  await using _running = running
  const { running: other, mtls: elsewhere } = await served()
  await using _other = other
  const strangers = [await mtls.issueForClient('thief'), elsewhere.client]
  for (const stranger of strangers) {
    const { fetch } = clientCertificate({ ...stranger, ca: mtls.ca })
    const session = byCertificate(running, fetch).clientCredentials()
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'AUTH_CLIENT_REFUSED' })
  }
})

test('metadata name the other port for clients with certificates, and nothing of it without mtls', async () => {
  const { running, mtls } = await served()
  await using _running = running
  const metadata = async ({ url }: RunningSandbox) =>
    (await fetch(`${url}/.well-known/oauth-authorization-server`)).json() as Promise<Record<string, object>>
  expect((await metadata(running))['mtls_endpoint_aliases']).toMatchObject({
    token_endpoint: `${mtls.url}/oauth/token`,
  })
  await using plain = await serveSandbox()
  expect(plain.mtls).toBeUndefined()
  expect(await metadata(plain)).not.toHaveProperty('mtls_endpoint_aliases')
})

test('names of certificates are plain', async () => {
  const { running, mtls } = await served()
  await using _running = running
  expect(() => mtls.issueForClient('a, O=b')).toThrow(TypeError)
})

test('a port that is taken leaves nothing open', async () => {
  await using running = await serveSandbox()
  const port = Number(new URL(running.url).port)
  await expect(serveSandbox({ port, mtls: true })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('a WebSocket that shows the certificate may use a token that is bound to it, and no other may', async () => {
  const { running, mtls } = await served()
  await using _running = running
  const certificate = clientCertificate({ ...mtls.client, ca: mtls.ca })
  const auth = oauth({
    clientId: 'sandbox-mtls',
    issuer: running.url,
    discover: true,
    clientAuth: tlsClientAuth(),
    scope: ['read:messages', 'write:messages'],
    fetch: certificate.fetch,
  }).clientCredentials()
  const veza = new Veza({
    auth,
    baseUrl: mtls.baseUrl,
    realtimeUrl: mtls.realtimeUrl,
    fetch: certificate.fetch,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  })
  await using live = await veza.realtime.connect({ agent: certificate.agent() })
  expect((await live.room(1).send({ content: 'By certificate' })).acknowledged).toBe(true)

  const thief = clientCertificate({ ...(await mtls.issueForClient('thief')), ca: mtls.ca })
  await expect(veza.realtime.connect({ agent: thief.agent() })).rejects.toMatchObject({
    code: 'WEBSOCKET_AUTH_FAILED',
  })
})

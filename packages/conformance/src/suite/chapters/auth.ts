import { type Authenticator, passwordLogin, selfSignedJwt } from '@veza/auth'
import { clientSecret, type OAuthOptions, oauth } from '@veza/auth/oauth'
import type { Case, Chapter } from '../case.ts'
import { equal, failureOf } from '../check.ts'
import type { World } from '../world.ts'

const noSecretInPages = {
  chromium: 'whoever opens a page can read what is in it: a client secret is refused there',
}

const algorithms = {
  RS256: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  EdDSA: { name: 'Ed25519' },
} as const

/** Credentials, by the crypto and the requests of each runtime. */
export const auth: Chapter = {
  name: 'Credentials',
  cases: [
    {
      name: 'a user signs in by password, is somebody, and signs out',
      async run(world) {
        const session = byPassword(world, world.sandbox.password)
        const me = await meOf(world, session)
        equal(me.username, world.sandbox.username)
        await session.signOut()
        equal((await failureOf(session.accessToken())).code, 'AUTH_SESSION_LOST')
      },
    },
    {
      name: 'a wrong password is told as one',
      async run(world) {
        equal((await failureOf(meOf(world, byPassword(world, 'wrong')))).code, 'AUTH_INVALID_CREDENTIALS')
      },
    },
    ...Object.keys(algorithms).map(
      (algorithm): Case => ({
        name: `a JWT that is signed by ${algorithm}, with a key that cannot be read out, is let in`,
        async run(world) {
          const signed = await selfSigned(world, algorithm as keyof typeof algorithms)
          equal((await meOf(world, signed)).id, 2)
          equal((await world.client({ auth: signed }).users.get(1)).id, 1)
          const refused = await failureOf(world.client({ auth: signed }).streams.get(1))
          equal([refused.name, refused.status], ['PermissionError', 403])
        },
      }),
    ),
    {
      name: 'where the clocks are a day apart, the platform is followed in one more request',
      async run(world) {
        const clock = { now: () => Date.now() - 86_400_000, sleep: async () => undefined }
        const signed = await selfSigned(world, 'ES256', { clock })
        equal((await world.client({ auth: signed }).users.get(1)).id, 1)
        equal((await world.seen()).length, 2, 'the number of requests')
      },
    },
    {
      name: 'a service gets tokens by its secret',
      except: noSecretInPages,
      async run(world) {
        equal((await world.client({ auth: service(world) }).users.get(1)).id, 1)
      },
    },
    {
      name: 'tokens that are bound to a key come with a proof for each request',
      except: noSecretInPages,
      async run(world) {
        const veza = world.client({ auth: service(world, { dpop: true }) })
        equal([(await veza.users.get(1)).id, (await veza.users.get(2)).id], [1, 2])
      },
    },
  ],
}

function byPassword({ sandbox }: World, password: string) {
  return passwordLogin({ user: sandbox.username, password, baseUrl: sandbox.baseUrl })
}

async function meOf({ client }: World, as: Authenticator): Promise<{ id: number; username: string }> {
  return (await client({ auth: as }).request({ method: 'GET', path: '/auth/me' })) as {
    id: number
    username: string
  }
}

async function selfSigned(
  { sandbox }: World,
  algorithm: keyof typeof algorithms,
  more: Pick<Parameters<typeof selfSignedJwt>[0], 'clock'> = {},
): Promise<Authenticator> {
  const made = await crypto.subtle.generateKey(algorithms[algorithm], false, ['sign', 'verify'])
  const { privateKey, publicKey } = made as CryptoKeyPair
  const keyId = crypto.randomUUID()
  const key = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: keyId }
  const issuer = `conformance-${keyId}`
  const body = JSON.stringify({ issuer, key })
  const { status } = await fetch(`${sandbox.url}/_sandbox/signing-keys`, { method: 'POST', body })
  equal(status, 204, 'what the sandbox says of the key')
  return selfSignedJwt({
    privateKey,
    keyId,
    algorithm,
    issuer,
    userId: 2,
    permissions: ['read:users'],
    ...more,
  })
}

function service({ sandbox }: World, more: OAuthOptions = {}): Authenticator {
  return oauth({
    clientId: 'sandbox-service',
    clientAuth: clientSecret('sandbox-client-secret-for-tests-only'),
    issuer: sandbox.url,
    scope: ['read:users'],
    ...more,
  }).clientCredentials()
}

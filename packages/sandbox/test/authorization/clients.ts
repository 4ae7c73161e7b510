import type { Session } from '@veza/auth'
import { clientSecret, type OAuthClient, type OAuthOptions, oauth } from '@veza/auth/oauth'
import { Veza } from '@veza/client'
import type { RunningSandbox } from '@veza/sandbox/node'
import { Person } from './person.ts'

/** Where users come back to; nothing listens there. */
export const redirectUri = 'http://127.0.0.1:9/callback'

/** The secret of the sandbox's own clients, as its readme has it. */
export const secret = 'sandbox-client-secret-for-tests-only'

/** A client of a sandbox's own public app. */
export function appOf({ url }: RunningSandbox, options: OAuthOptions = {}): OAuthClient {
  return oauth({
    clientId: 'sandbox-cli',
    issuer: url,
    discover: true,
    redirectUri,
    scope: ['openid', 'read:users'],
    minRefreshIntervalMs: 0,
    ...options,
  })
}

/** A client of a sandbox's own service. */
export function serviceOf({ url }: RunningSandbox, options: OAuthOptions = {}): OAuthClient {
  return oauth({
    clientId: 'sandbox-service',
    clientAuth: clientSecret(secret),
    issuer: url,
    discover: true,
    scope: ['read:users'],
    ...options,
  })
}

/** Signs a user in through the pages. */
export async function signedIn(
  running: RunningSandbox,
  client: OAuthClient,
  person = new Person(running.sandbox.username),
): Promise<Session> {
  const { url, pending } = await client.startSignIn()
  return client.finishSignIn(await person.visit(url, redirectUri), pending)
}

/** The API, without repeats that would hide what was asked. */
export function apiOf(
  { baseUrl }: RunningSandbox,
  auth: NonNullable<ConstructorParameters<typeof Veza>[0]>['auth'],
): Veza {
  return new Veza({ baseUrl, ...(auth !== undefined && { auth }), retry: { maxAttempts: 1 } })
}

/** How often a path was asked for. */
export function timesAsked({ sandbox }: RunningSandbox, path: string): number {
  return sandbox.requests().filter((request) => request.path === path).length
}

/** Asks the API with a token, whatever it is. */
export function ask(
  running: RunningSandbox,
  token: string,
  path = '/users/1',
  headers = {},
): Promise<Response> {
  return fetch(running.baseUrl + path, { headers: { authorization: `Bearer ${token}`, ...headers } })
}

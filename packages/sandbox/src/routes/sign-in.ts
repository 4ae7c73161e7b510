import type { WireObject } from '@veza/protocol'
import { refreshTokensModel, registerModel, signInModel, signOutModel } from '@veza/protocol/sign-in'
import type { Context } from 'hono'
import type { SessionTokens } from '../authorization/sign-in-sessions.ts'
import { ApiFailure, codedFailure, guideFailure, invalidFields } from './api-failure.ts'
import { readBody } from './read-body.ts'
import { type Env, type Route, timestamp } from './route.ts'
import { checkUser } from './users.ts'

/** Users who sign in with a password, as deployed servers have it. */
export const signIn: readonly Route[] = [
  {
    method: 'POST',
    path: '/auth/register',
    open: true,
    async handle(c, platform) {
      const { password, ...fields } = readBody(c, platform, registerModel)
      checkUser(platform, fields, password)
      const created = timestamp(platform)
      const row = { ...fields, roles: ['user'], created_at: created, updated_at: created }
      const user = platform.store.users.insert(row)
      await platform.accounts.setPassword(user.id, String(password))
      platform.webhooks.sender.publish('user.created', user)
      return c.json(user, 201)
    },
  },
  {
    method: 'POST',
    path: '/auth/login',
    open: true,
    async handle(c, platform) {
      const { username, email, password } = readBody(c, platform, signInModel)
      const name = username ?? email
      if (typeof name !== 'string') throw nameMissing()
      const user = await platform.accounts.signIn(name, String(password))
      if (user === undefined) throw wrongCredentials()
      return tokensAnswer(c, platform.sessions.begin(user.id))
    },
  },
  {
    method: 'POST',
    path: '/auth/refresh',
    open: true,
    handle(c, platform) {
      const { refresh_token: token } = readBody(c, platform, refreshTokensModel)
      const tokens = platform.sessions.refresh(String(token))
      if (tokens === undefined) throw guideFailure(401, challenge, 'AUTH_TOKEN_INVALID')
      return tokensAnswer(c, tokens)
    },
  },
  {
    method: 'POST',
    path: '/auth/logout',
    open: true,
    handle(c, platform) {
      const { refresh_token: token } = readBody(c, platform, signOutModel)
      const [, bearer] = c.req.header('authorization')?.match(/^Bearer (\S+)$/i) ?? []
      for (const one of [token, bearer]) if (typeof one === 'string') platform.sessions.end(one)
      return c.body(null, 204)
    },
  },
  {
    method: 'GET',
    path: '/auth/me',
    cache: 'no-store',
    handle: (c, { store }) => c.json(store.users.get(c.get('key').userId) ?? noUser()),
  },
]

const challenge = { 'www-authenticate': 'Bearer realm="veza"' }

/** The same for a wrong name, a wrong password and an account that is locked. */
function wrongCredentials(): ApiFailure {
  const { status, body } = codedFailure(
    401,
    'AUTH_INVALID_CREDENTIALS',
    'User name or password are not right',
  )
  return new ApiFailure(status, body, challenge)
}

function nameMissing(): ApiFailure {
  const message = 'is required where there is no email'
  return invalidFields([{ field: 'username', code: 'VALIDATION_REQUIRED_FIELD', message }])
}

function noUser(): never {
  throw guideFailure(401, challenge)
}

function tokensAnswer(c: Context<Env>, { accessToken, refreshToken, lifeMs }: SessionTokens): Response {
  const body: WireObject = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: Math.floor(lifeMs / 1000),
    refresh_token: refreshToken,
  }
  c.header('cache-control', 'no-store')
  return c.json(body)
}

import type { Operation } from '../operation.ts'

const tag = 'Sign-in'

/** Operations of users who sign in with a password. */
export const signInOperations: readonly Operation[] = [
  {
    id: 'register',
    method: 'POST',
    path: '/auth/register',
    tag,
    summary: 'Creates a user who can sign in with a password.',
    open: true,
    body: 'Register',
    answer: { status: 201, one: 'User' },
    failures: [409],
  },
  {
    id: 'signIn',
    method: 'POST',
    path: '/auth/login',
    tag,
    summary: 'Signs a user in by name or email address, and password.',
    open: true,
    body: 'SignIn',
    answer: { status: 200, one: 'SignInTokens' },
    failures: [401],
  },
  {
    id: 'refreshTokens',
    method: 'POST',
    path: '/auth/refresh',
    tag,
    summary: 'Gives new tokens for a refresh token.',
    open: true,
    body: 'RefreshTokens',
    answer: { status: 200, one: 'SignInTokens' },
    failures: [401],
  },
  {
    id: 'signOut',
    method: 'POST',
    path: '/auth/logout',
    tag,
    summary: 'Ends the session of a refresh token, or of the access token in the header.',
    open: true,
    body: 'SignOut',
    answer: { status: 204 },
  },
  {
    id: 'getMe',
    method: 'GET',
    path: '/auth/me',
    tag,
    summary: 'Fetches the user whom the credential speaks for.',
    answer: { status: 200, one: 'User' },
  },
]

import { randomUUID } from 'node:crypto'
import { isVezaError } from '@veza/auth'
import type { OAuthClient } from '@veza/auth/oauth'
import { Veza } from '@veza/client'
import { userModel, type WireObject } from '@veza/protocol'
import express, { type Express } from 'express'
import { Sessions } from './sessions.ts'

/** What the app needs. */
export interface AppOptions {
  readonly client: OAuthClient
  /** Where the API is. */
  readonly baseUrl: string
}

/** A web app whose users sign in with Veza. Their tokens stay on the server. */
export function createApp({ client, baseUrl }: AppOptions): Express {
  const app = express()
  const sessions = new Sessions()

  app.get('/', async (request, response) => {
    const { account } = sessions.of(request, response)
    if (account === undefined) return response.send('<a href="/login">Sign in with Veza</a>')
    try {
      const veza = new Veza({ auth: client.session({ account }), baseUrl })
      const me = await veza.request({ method: 'GET', path: '/auth/me' })
      response.type('text').send(`Hello ${userModel.read(me as WireObject).username}`)
    } catch (error) {
      // The grant is gone: they signed out elsewhere, or the server ended it.
      if (!isVezaError(error, 'AUTH_SESSION_LOST') && !isVezaError(error, 'AUTH_SIGN_IN_REQUIRED'))
        throw error
      response.redirect('/login')
    }
  })

  app.get('/login', async (request, response) => {
    const { url, pending } = await client.startSignIn()
    sessions.of(request, response).pending = pending.reveal()
    response.redirect(url)
  })

  app.get('/callback', async (request, response) => {
    const visitor = sessions.of(request, response)
    const { pending = '' } = visitor
    delete visitor.pending
    try {
      const account = randomUUID()
      await client.finishSignIn(request.originalUrl, pending, { account })
      sessions.renew(response, visitor).account = account
      response.redirect('/')
    } catch (error) {
      if (!isVezaError(error)) throw error
      response.status(400).type('text').send(`${error.message}. ${error.remedy}`)
    }
  })

  app.post('/logout', async (request, response) => {
    const visitor = sessions.of(request, response)
    if (visitor.account !== undefined) await client.session({ account: visitor.account }).signOut()
    delete sessions.renew(response, visitor).account
    response.redirect('/')
  })

  return app
}

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import OAuth2Server from '@node-oauth/oauth2-server'
import { redirectUri } from './clients.ts'
import type { RotatingServer } from './rotating-server.ts'

const client = { id: 'spa', grants: ['authorization_code', 'refresh_token'], redirectUris: [redirectUri] }
const user = { id: 'alice' }

/** Starts `@node-oauth/oauth2-server`: it rotates, and refuses what it has rotated away without ending the grant. */
export async function nodeOAuthServer(): Promise<RotatingServer> {
  const codes = new Map<string, OAuth2Server.AuthorizationCode>()
  const refreshTokens = new Map<string, OAuth2Server.RefreshToken>()
  const model = {
    getClient: async () => client,
    saveAuthorizationCode: async (code: OAuth2Server.AuthorizationCode) => {
      const saved = { ...code, client, user }
      codes.set(code.authorizationCode, saved)
      return saved
    },
    getAuthorizationCode: async (code: string) => codes.get(code),
    revokeAuthorizationCode: async ({ authorizationCode }: OAuth2Server.AuthorizationCode) =>
      codes.delete(authorizationCode),
    saveToken: async (token: OAuth2Server.Token) => {
      const saved = { ...token, client, user }
      if (token.refreshToken !== undefined)
        refreshTokens.set(token.refreshToken, { ...saved, refreshToken: token.refreshToken })
      return saved
    },
    getAccessToken: async () => undefined,
    getRefreshToken: async (token: string) => refreshTokens.get(token),
    revokeToken: async ({ refreshToken }: OAuth2Server.RefreshToken) => refreshTokens.delete(refreshToken),
  }
  const server = new OAuth2Server({
    model: model as unknown as OAuth2Server.AuthorizationCodeModel,
    requireClientAuthentication: { authorization_code: false, refresh_token: false },
  })
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const body = Object.fromEntries(new URLSearchParams(await text(request)))
    const headers = { ...(request.headers as Record<string, string>) }
    const query = Object.fromEntries(searchParams)
    const asked = new OAuth2Server.Request({ method: request.method ?? '', headers, query, body })
    const answer = new OAuth2Server.Response({ headers: {} })
    const handle = { handle: async () => user }
    const work =
      pathname === '/token'
        ? server.token(asked, answer)
        : server.authorize(asked, answer, { authenticateHandler: handle })
    // What went wrong is in the answer too.
    await work.catch(() => undefined)
    response
      .writeHead(answer.status ?? 500, { 'content-type': 'application/json', ...answer.headers })
      .end(JSON.stringify(answer.body))
  }
  const http = createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1')
  await once(http, 'listening')
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return {
    options: {
      clientId: 'spa',
      issuer,
      authorizationUrl: `${issuer}/authorize`,
      tokenUrl: `${issuer}/token`,
    },
    async visit(url) {
      const response = await fetch(url, { redirect: 'manual' })
      return response.headers.get('location') ?? ''
    },
    async [Symbol.asyncDispose]() {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}

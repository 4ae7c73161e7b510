import { fileTokenStore } from '../../src/node/index.ts'
import { oauth } from '../../src/oauth/index.ts'

/** Uses one session as one of many processes, until it is told to stop; its tokens live for 300 ms. */
const [directory = '', issuer = ''] = process.argv.slice(2)
const name = `worker-${process.pid}`

const client = oauth({
  clientId: 'spa',
  issuer,
  tokenUrl: `${issuer}/token`,
  scope: ['openid'],
  store: fileTokenStore({ directory }),
  minRefreshIntervalMs: 50,
  fetch: async (input, init) => {
    const headers = { ...(init?.headers as Record<string, string>), 'user-agent': name }
    const response = await fetch(input, { ...init, headers })
    const body = (await response.json()) as Record<string, unknown>
    return Response.json(
      { ...body, ...('access_token' in body ? { expires_in: 0.3 } : {}) },
      { status: response.status },
    )
  },
})
const session = client.session()
const events: Record<string, number> = {}
session.on(({ type }) => {
  events[type] = (events[type] ?? 0) + 1
})

let stopped = false
let served = 0
const errors: string[] = []
process.once('message', () => {
  stopped = true
})
process.send?.('ready')
while (!stopped) {
  try {
    await session.accessToken()
    served++
  } catch (error) {
    errors.push(String(error))
  }
  await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 20))
}
process.send?.({ served, errors, events })
process.disconnect()

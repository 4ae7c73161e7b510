import { ManualClock } from '@veza/resilience/testing'
import { describe, expect, test } from 'vitest'
import { authorize } from '../../src/node/index.ts'
import { Browser } from '../support/browser.ts'
import { spa, spaClient } from '../support/clients.ts'
import { oidcServer } from '../support/oidc-server.ts'

/** RFC 8252 has native apps come back to any port of the loopback address. */
const native = { ...spa, application_type: 'native', redirect_uris: ['http://127.0.0.1/callback'] }

async function rig() {
  const server = await oidcServer({ clients: [native] })
  return { server, client: spaClient(server.issuer) }
}

describe('a program on the command line', () => {
  test('signs its user in with a browser', async () => {
    const { server, client } = await rig()
    await using _server = server
    const pages: string[] = []
    const urls: string[] = []
    const session = await authorize(client, {
      account: 'alice',
      onUrl: (url) => urls.push(url),
      openBrowser: async (url) => {
        const browser = new Browser()
        const back = await browser.visit(url, 'http://127.0.0.1:')
        // The provider itself listens on that address too: go on until the program's own page.
        const callback = back.includes('/callback') ? back : await browser.visit(back, `${callbackOf(url)}?`)
        const answer = await fetch(callback)
        pages.push(`${answer.status} ${await answer.text()} ${answer.headers.get('cache-control')}`)
      },
    })
    expect(await server.isAccepted((await session.accessToken()).reveal())).toBe(true)
    expect(urls[0]).toContain('code_challenge_method=S256')
    expect(client.session({ account: 'alice' }).state).toBe('unknown')
  })

  test('is not disturbed by other pages, which cannot end the sign-in', async () => {
    const { server, client } = await rig()
    await using _server = server
    const statuses: number[] = []
    const session = await authorize(client, {
      openBrowser: async (url) => {
        const callback = callbackOf(url)
        const state = new URL(url).searchParams.get('state')
        const strangers: [string, RequestInit][] = [
          [`${callback}?code=x&state=wrong`, {}],
          [callback, {}],
          [`${new URL(callback).origin}/favicon.ico`, {}],
          [`${callback}?code=x&state=${state}`, { method: 'POST' }],
          [`${callback.replace('127.0.0.1', 'localhost')}?code=x&state=${state}`, {}],
        ]
        for (const [address, init] of strangers) statuses.push((await fetch(address, init)).status)
        await fetch(await new Browser().visit(url, `${callback}?`))
      },
    })
    expect(session.state).toBe('fresh')
    expect(statuses).toEqual([400, 400, 404, 400, 400])
  })

  test('is told when the user refuses', async () => {
    const { server, client } = await rig()
    await using _server = server
    const refused = authorize(client, {
      openBrowser: (url) => {
        const state = new URL(url).searchParams.get('state')
        return fetch(
          `${callbackOf(url)}?error=access_denied&state=${state}&iss=${encodeURIComponent(server.issuer)}`,
        )
      },
    })
    await expect(refused).rejects.toMatchObject({ code: 'AUTH_ACCESS_DENIED' })
  })

  test('gives up after a time, or when it is told to, and frees its port', async () => {
    const { server, client } = await rig()
    await using _server = server
    const clock = new ManualClock()
    let callback = ''
    const onUrl = (url: string) => {
      callback = callbackOf(url)
    }
    const late = authorize(client, { openBrowser: false, timeoutMs: 1000, clock, onUrl }).catch(
      (error: unknown) => error,
    )
    while (callback === '') await new Promise((resolve) => setImmediate(resolve))
    await clock.advance(1000)
    expect(await late).toMatchObject({ code: 'TIMEOUT' })
    await expect(fetch(callback)).rejects.toThrow()
    const caller = new AbortController()
    const aborted = authorize(client, { openBrowser: () => caller.abort(), signal: caller.signal })
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('goes on when no browser opens, for the user has the address', async () => {
    const { server, client } = await rig()
    await using _server = server
    const session = await authorize(client, {
      onUrl: (url) => void byHand(url),
      openBrowser: () => {
        throw new Error('no browser')
      },
    })
    expect(session.state).toBe('fresh')
  })

  test('says so when its port is taken', async () => {
    const { server, client } = await rig()
    await using _server = server
    const port = Number(new URL(server.issuer).port)
    await expect(authorize(client, { port, openBrowser: false })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    })
  })

  test.each([{ port: -1 }, { path: 'callback' }, { timeoutMs: 0 }, { openBrowser: true }])(
    'refuses %j',
    async (options) => {
      const { server, client } = await rig()
      await using _server = server
      await expect(authorize(client, options as object)).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    },
  )
})

async function byHand(url: string): Promise<void> {
  await fetch(await new Browser().visit(url, `${callbackOf(url)}?`))
}

function callbackOf(url: string): string {
  return new URL(url).searchParams.get('redirect_uri') ?? ''
}

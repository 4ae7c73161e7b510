import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Veza } from '@veza/client'
import { vezaBuilders, vezaHandlers } from '@veza/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { platformSuite } from './platform-suite.ts'

/** The parts of msw that the tests use, alike in its second and third major version. */
export interface Msw {
  readonly setupServer: typeof import('msw/node').setupServer
  readonly http: typeof import('msw').http
  readonly HttpHandler: typeof import('msw').HttpHandler
  readonly HttpResponse: typeof import('msw').HttpResponse
}

/** What holds with a version of msw. */
export function mswSuite({ setupServer, http, HttpHandler, HttpResponse }: Msw): void {
  const open = new Set<{ close(): void }>()

  function closeAll(): void {
    for (const server of open) server.close()
    open.clear()
  }

  function listening(...handlers: Parameters<typeof setupServer>) {
    closeAll()
    const server = setupServer(...handlers)
    server.listen()
    open.add(server)
    return server
  }

  afterEach(closeAll)
  platformSuite((options) => {
    const platform = vezaHandlers(options)
    listening(...platform)
    return platform
  })

  describe('the handlers', () => {
    test('are spread into a server as they are, also together with others', async () => {
      const platform = vezaHandlers({ seed: 7 })
      expect([...platform]).toEqual(platform.handlers)
      expect([...platform]).toEqual([expect.any(HttpHandler)])
      listening(
        http.get('https://other.test/', () => HttpResponse.text('other')),
        ...vezaHandlers({ seed: 8, baseUrl: 'https://second.test/v1' }),
        ...platform,
      )
      expect((await new Veza(platform.options).users.get(1)).id).toBe(1)
      expect(await (await fetch('https://other.test/')).text()).toBe('other')
      expect((await fetch('https://second.test/v1/users/1')).status).toBe(401)
    })

    test('serve a client that was given the runtime’s fetch', async () => {
      const platform = vezaHandlers()
      listening(...platform)
      const { apiKey, baseUrl } = platform
      expect((await new Veza({ apiKey, baseUrl, fetch: globalThis.fetch }).users.get(1)).id).toBe(1)
    })

    test('serve a client that was made before msw was there', async () => {
      const platform = vezaHandlers()
      const veza = new Veza({ ...platform.options, retry: false })
      listening(...platform)
      expect((await veza.users.get(1)).id).toBe(1)
    })

    test('do not see a client on Node that was given no fetch, as the readme says', async () => {
      const closed = createServer().listen(0, '127.0.0.1')
      await once(closed, 'listening')
      const { port } = closed.address() as AddressInfo
      await new Promise((resolve) => closed.close(resolve))
      const platform = vezaHandlers({ baseUrl: `http://127.0.0.1:${port}/v1` })
      listening(...platform)
      const { apiKey, baseUrl } = platform
      const call = new Veza({ apiKey, baseUrl, retry: false }).users.get(1)
      await expect(call).rejects.toMatchObject({ code: 'CONNECTION_FAILED' })
      expect(platform.requests).toEqual([])
    })

    test('give way to a handler of one test, which may answer with what was built', async () => {
      const platform = vezaHandlers()
      const server = listening(...platform)
      const { buildUser } = vezaBuilders()
      const ada = buildUser({ id: 1, username: 'ada' })
      const wire = vezaBuilders().buildUser.wire({ id: 1, username: 'ada' })
      const veza = new Veza({ ...platform.options, validation: 'strict' })
      server.use(http.get(`${platform.baseUrl}/users/1`, () => HttpResponse.json(wire as never)))
      expect(await veza.users.get(1)).toEqual(ada)
      server.resetHandlers()
      expect(await veza.users.get(1)).not.toEqual(ada)
    })

    test('refuse wrong options by their name', () => {
      expect(() => vezaHandlers({ seed: 'x' as never })).toThrow('vezaHandlers: option "seed" is invalid')
    })
  })
}

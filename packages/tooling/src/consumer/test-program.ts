/** What a user's own tests look like, for the runner of Node.js. */
export const testProgram = `
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { Veza } from '@veza/client'
import { manualClock, vezaBuilders, vezaHandlers } from '@veza/testing'
import { vezaPlatform } from '@veza/testing/without-msw'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'

const handlers = vezaHandlers({ seed: 7 })
const server = setupServer(...handlers)
before(() => server.listen())
afterEach(() => {
  server.resetHandlers()
  handlers.reset()
})
after(() => server.close())

for (const platform of [handlers, vezaPlatform({ seed: 7 })]) {
  test('a call is made again after a 503', async () => {
    const clock = manualClock()
    const veza = new Veza({ ...platform.options, clock, random: () => 0.5 })
    platform.faults.add({ times: 1, fault: { kind: 'status', status: 503 } })
    const { response } = await clock.run(veza.users.get(1).withResponse())
    assert.equal(response.attempts, 2)
    assert.deepEqual(clock.slept, [500])
    assert.deepEqual(platform.requests.map(({ status }) => status), [503, 200])
  })
}

test('what is built can be served', async () => {
  const { buildUser } = vezaBuilders()
  const veza = new Veza({ ...handlers.options, validation: 'strict' })
  server.use(http.get(handlers.baseUrl + '/users/1', () => HttpResponse.json(buildUser.wire())))
  assert.deepEqual(await veza.users.get(1), vezaBuilders().buildUser())
})
`

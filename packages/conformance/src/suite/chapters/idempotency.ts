import type { Chapter } from '../case.ts'
import { equal, failureOf, holds } from '../check.ts'
import { faulty } from '../faulty.ts'
import type { World } from '../world.ts'

const random = () => 0
const resent =
  'its fetch itself sends a POST again when a connection that was used before breaks; only an idempotency key that the ' +
  'server honours helps'

/** That nothing is done twice. */
export const idempotency: Chapter = {
  name: 'Idempotency',
  cases: [
    {
      name: 'a POST whose answer is lost is repeated under one key where keys are honoured, and done once',
      async run(world) {
        const veza = world.client({ random, idempotencyKeys: true, middleware: [faulty('reset=after', 1)] })
        const content = 'honoured'
        const { response } = await veza.chat.messages.send({ roomId: 5, content }).withResponse()
        equal(response.attempts, 2)
        equal(response.headers.get('idempotency-replayed'), 'true')
        equal(await stored(world, 5, content), 1, 'the number of messages')
        holds((await keysOf(world)).size === 1, 'the attempts have different keys')
      },
    },
    {
      name: 'that keys are honoured is learnt from the server',
      async run(world) {
        const veza = world.client({
          random,
          middleware: [
            (request, next) => {
              const spoilt = request.method === 'POST' && request.attempt === 1
              const fault = spoilt ? { 'x-veza-fault': 'reset=after' } : {}
              return next({ ...request, headers: { ...request.headers, ...fault } })
            },
          ],
        })
        await veza.users.get(1)
        const { response } = await veza.chat.messages.send({ roomId: 5, content: 'learnt' }).withResponse()
        equal(response.attempts, 2)
        equal(await stored(world, 5, 'learnt'), 1, 'the number of messages')
      },
    },
    {
      name: 'a POST whose answer is lost is not repeated where keys are not honoured, and says so',
      async run(world) {
        const veza = world.client({ random, idempotencyKeys: false, middleware: [faulty('reset=after')] })
        const error = await failureOf(veza.chat.messages.send({ roomId: 5, content: 'in doubt' }))
        equal([error.name, error.attempts, error.outcomeUnknown], ['ConnectionError', 1, true])
        equal([...(await keysOf(world))], [error.idempotencyKey], 'the key of the error')
        holds(error.remedy.includes('look before you repeat'), `the remedy is: ${error.remedy}`)
      },
    },
    {
      name: 'a POST on a connection that was used before is sent once when that breaks',
      async run(world) {
        const veza = world.client({ random, idempotencyKeys: false, middleware: [onPost('reset=after')] })
        // Leaves connections behind that are alive and idle.
        await Promise.all([1, 2, 3].map((id) => veza.users.get(id)))
        const error = await failureOf(veza.chat.messages.send({ roomId: 5, content: 'reused' }))
        equal([error.name, error.attempts, error.outcomeUnknown], ['ConnectionError', 1, true])
        equal((await posts(world)).length, 1, 'the number of requests on the wire')
      },
      except: { deno: resent, chromium: resent },
    },
    {
      name: 'a POST that was turned away is repeated, whatever the server says of keys',
      async run(world) {
        for (const fault of ['status=429', 'status=503; retry-after=0']) {
          const veza = world.client({ random, idempotencyKeys: false, middleware: [faulty(fault, 1)] })
          const call = veza.chat.messages.send({ roomId: 5, content: fault }).withResponse()
          equal((await call).response.attempts, 2, `the attempts after ${fault}`)
        }
      },
    },
    {
      name: 'a key of the caller’s own is sent, and does the work once over two calls',
      async run(world) {
        const { messages } = world.client().chat
        const options = { idempotencyKey: `conformance-${world.kind}` }
        const first = await messages.send({ roomId: 5, content: 'own key' }, options)
        const second = await messages.send({ roomId: 5, content: 'own key' }, options)
        equal(second.id, first.id)
        equal([...(await keysOf(world))], [options.idempotencyKey])
      },
    },
    {
      name: 'a key is made also where crypto has no randomUUID, as in pages that came over plain HTTP',
      async run(world) {
        Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true })
        try {
          await world.client().chat.messages.send({ roomId: 5, content: 'plain' })
        } finally {
          Reflect.deleteProperty(crypto, 'randomUUID')
        }
        const [key = ''] = await keysOf(world)
        holds(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(key), `the key is ${key}`)
      },
    },
    {
      name: 'GET, PUT and DELETE carry no key, and two POSTs carry two',
      async run(world) {
        const { messages } = world.client().chat
        const { id } = await messages.send({ roomId: 5, content: 'one' })
        await messages.send({ roomId: 5, content: 'two' })
        await messages.update(id, { content: 'changed' })
        await messages.delete(id)
        const requests = await world.seen()
        const keyed = requests.filter(({ headers }) => headers['idempotency-key'] !== undefined)
        equal(
          keyed.map(({ method }) => method),
          ['POST', 'POST'],
        )
        equal((await keysOf(world)).size, 2, 'the number of keys')
      },
    },
  ],
}

function onPost(fault: string): ReturnType<typeof faulty> {
  const spoil = faulty(fault)
  return (request, next) => (request.method === 'POST' ? spoil(request, next) : next(request))
}

async function posts({ seen }: World) {
  return (await seen()).filter(({ method }) => method === 'POST')
}

async function keysOf(world: World): Promise<Set<string | undefined>> {
  return new Set((await posts(world)).map(({ headers }) => headers['idempotency-key']))
}

async function stored({ client }: World, roomId: number, content: string): Promise<number> {
  const messages = await client().chat.messages.list({ roomId }).toArray()
  return messages.filter((message) => message.content === content).length
}

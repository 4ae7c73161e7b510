import type { VezaOptions } from '@veza/client'
import type { Chapter } from '../case.ts'
import { equal, failureOf, holds } from '../check.ts'
import { faulty } from '../faulty.ts'
import { printed } from '../printed.ts'
import type { World } from '../world.ts'

/** What must never be printed. The runner looks for `canary-` in all that a runtime prints. */
const canaries = {
  header: 'canary-header-42',
  query: 'canary-query-43',
  body: 'canary-body-44',
}

/** That no secret gets into what a program prints. */
export const secrets: Chapter = {
  name: 'Secrets',
  cases: [
    {
      name: 'an error tells nothing of key, headers, query and body, whatever went wrong',
      async run(world) {
        const faults = [
          'status=401',
          'status=422',
          'status=500',
          'reset=before',
          'reset=body',
          'truncate',
          'redirect=307; location=https://example.test/',
          'gzip-bomb=2000000',
        ]
        for (const fault of faults) {
          await expectSilence(world, { middleware: [faulty(fault)], maxResponseBytes: 1_000_000 })
        }
        await expectSilence(world, { middleware: [faulty('stall=headers')], timeoutMs: 50 })
        await expectSilence(world, { baseUrl: 'http://127.0.0.1:65530/v1' })
      },
    },
    {
      name: 'nor where the server repeats all it was sent',
      async run(world) {
        const message = `No: Bearer ${world.sandbox.apiKey} ${Object.values(canaries).join(' ')}`
        for (const body of [{ message }, { error: { code: canaries.body, message } }, message]) {
          const fault = { kind: 'status', status: 400, body } as const
          await world.addFault({ method: 'POST', path: '/users', times: 1, fault })
          await expectSilence(world, {})
        }
      },
    },
    {
      name: 'a client and its calls print without their key',
      async run({ client, sandbox }) {
        const veza = client({ headers: { 'x-secret': canaries.header } })
        const call = veza.users.get(1)
        await call
        console.log(veza, call)
        for (const text of [...printed(veza), ...printed(call)])
          holds(
            ![sandbox.apiKey, canaries.header].some((secret) => text.includes(secret)),
            `${text} is printed`,
          )
      },
    },
    {
      name: 'a new key prints as [secret], and is revealed on demand',
      async run({ client }) {
        const { apiKeys } = client()
        const issued = await apiKeys.create({ name: 'Printed', permissions: ['read:users'] })
        const key = issued.apiKey.reveal()
        holds(key.startsWith('veza_test_'), 'reveal() gives no key')
        console.log(issued)
        for (const text of printed(issued)) holds(!text.includes(key), 'the key is printed')
        equal([String(issued.apiKey), JSON.stringify(issued.secret)], ['[secret]', '"[secret]"'])
        if (issued.id !== undefined) await apiKeys.revoke(issued.id)
      },
    },
  ],
}

/** Makes a call with secrets in every part, prints how it fails, and looks for them in all that can be printed. */
async function expectSilence(world: World, options: VezaOptions): Promise<void> {
  const logged: string[] = []
  const log = (...parts: unknown[]) => void logged.push(...parts.flatMap((part) => printed(part)))
  const veza = world.client({
    headers: { 'x-secret': canaries.header },
    logger: { debug: log, info: log, warn: log, error: log },
    retry: { baseDelayMs: 0 },
    ...options,
  })
  const error = await failureOf(
    veza.request({
      method: 'POST',
      path: '/users',
      query: { secret: canaries.query },
      body: { password: canaries.body },
    }),
  )
  console.error(error)
  const found = [world.sandbox.apiKey, ...Object.values(canaries)]
  for (const text of [...printed(error), ...logged])
    for (const secret of found) holds(!text.includes(secret), `a secret of ${error.code} is printed`)
}

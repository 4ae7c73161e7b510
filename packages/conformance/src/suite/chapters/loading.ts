import { Veza } from '@veza/client'
import type { Chapter } from '../case.ts'
import { equal, holds, thrownBy } from '../check.ts'
import type { PublicEntry, World } from '../world.ts'

const noRequire = 'code is bundled as ES modules: there is no require()'
const noEnvironment = 'there are no environment variables: pass apiKey and baseUrl'

/** Entries that stand on a library which is not for every runtime. */
const onMsw: readonly string[] = ['@veza/testing']

/** How the packages get into a program. */
export const loading: Chapter = {
  name: 'Loading',
  cases: [
    {
      name: 'every public entry loads by import, with all its names',
      async run({ entries }) {
        for (const [specifier, { names, load }] of portable(entries)) {
          expectNames(specifier, await load(), names)
        }
        holds('@veza/client' in entries, 'the entries lack @veza/client')
      },
    },
    {
      name: 'every public entry loads by require(), and is the same module',
      async run({ entries, ...world }) {
        for (const [specifier, { names, load }] of portable(entries)) {
          const required = requiredIn(world, specifier)
          expectNames(specifier, required, names)
          const imported = await load()
          for (const name of names)
            holds(Reflect.get(required, name) === Reflect.get(imported, name), `${specifier}: two of ${name}`)
        }
      },
      except: { workerd: noRequire, chromium: noRequire },
    },
    {
      name: 'the entry for tests with msw loads',
      async run({ entries }) {
        for (const specifier of onMsw) {
          const entry = entries[specifier]
          if (entry !== undefined) expectNames(specifier, await entry.load(), entry.names)
        }
      },
      except: {
        deno: 'msw asks for the right to read the whole environment; @veza/testing/without-msw does not',
        workerd: 'msw takes it for a browser, and finds no localStorage; @veza/testing/without-msw loads',
      },
    },
    {
      name: 'the client takes its key and its address from the environment',
      async run() {
        equal((await new Veza().users.get(1)).id, 1)
      },
      except: { workerd: noEnvironment, chromium: noEnvironment },
    },
    {
      name: 'options that are wrong or unknown are refused at once, with a remedy',
      run({ sandbox }) {
        const { baseUrl, apiKey } = sandbox
        const wrong: readonly object[] = [
          { baseUrl, apiKey: '' },
          { baseUrl, apiKey: `Bearer ${apiKey}` },
          { baseUrl, apiKey, timeoutMs: -1 },
          { baseUrl, apiKey, timeout: 1 },
          { baseUrl: 'example.com', apiKey },
          { baseUrl: 'http://example.com', apiKey },
          { baseUrl, apiKey, retry: { maxAttempts: 0 } },
          // A test key on production.
          { baseUrl: 'https://api.veza.app/v1', apiKey },
        ]
        for (const options of wrong) refused(options)
      },
    },
  ],
}

function portable(entries: World['entries']): [string, PublicEntry][] {
  return Object.entries(entries).filter(([specifier]) => !onMsw.includes(specifier))
}

function expectNames(specifier: string, module: object, names: readonly string[]): void {
  const missing = names.filter((name) => Reflect.get(module, name) === undefined)
  holds(missing.length === 0, `${specifier} lacks ${missing.join(', ')}`)
}

function requiredIn(world: Pick<World, 'require'>, specifier: string): object {
  if (world.require === undefined) throw new Error('there is no require()')
  return world.require(specifier) as object
}

function refused(options: object): void {
  const error = thrownBy(() => new Veza(options))
  equal(
    [error.name, error.code],
    ['InvalidRequestError', 'INVALID_OPTION'],
    JSON.stringify(Object.keys(options)),
  )
  holds(error.remedy.length > 10, 'there is no remedy')
}

// Runs the suite in a runtime that is a process of its own: Node.js, Bun, Deno.
import { chapters } from '../suite/chapters.ts'
import { runSuite } from '../suite/run-suite.ts'
import type { Settings } from '../suite/world.ts'
import { entries } from './entries.ts'
import { vectors } from './vectors.ts'

interface Globals {
  readonly process: {
    readonly env: Readonly<Record<string, string | undefined>>
    readonly versions: Readonly<Record<string, string | undefined>>
    getBuiltinModule(name: string): { createRequire(from: string): (specifier: string) => unknown }
  }
}

const { process } = globalThis as unknown as Globals
const given = JSON.parse(process.env['CONFORMANCE'] ?? '{}') as Pick<Settings, 'kind' | 'sandbox'>
const require = process.getBuiltinModule('node:module').createRequire(import.meta.url)
const cases = await runSuite(chapters, { ...given, entries, vectors, require })
const version = process.versions[given.kind] ?? 'unknown'
console.log(`\nCONFORMANCE ${JSON.stringify({ kind: given.kind, version, cases })}`)

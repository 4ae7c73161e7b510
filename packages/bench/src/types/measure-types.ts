import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binary, run } from '@veza/tooling'
import type { Contender } from '../contenders/contender.ts'
import { spread } from '../statistics/spread.ts'
import { type Diagnostics, readDiagnostics } from './diagnostics.ts'

/** What a contender's types cost the compiler, above an empty program. */
export interface TypesRow {
  readonly contender: string
  readonly memoryBytes: number
  readonly lines: number
}

/**
 * Compiles a one-line program and an empty one.
 *
 * @param nodeModules - the folder that holds the contender.
 * @param rounds - how often; the medians count.
 */
export async function measureTypes(
  { name, program = '' }: Contender,
  nodeModules: string,
  rounds: number,
): Promise<TypesRow> {
  const folder = mkdtempSync(join(tmpdir(), 'veza-types-'))
  try {
    symlinkSync(nodeModules, join(folder, 'node_modules'), 'junction')
    const empty = await medians(folder, 'empty', 'export {}', rounds)
    const full = await medians(folder, 'full', program, rounds)
    return {
      contender: name,
      memoryBytes: full.memoryBytes - empty.memoryBytes,
      lines: full.lines - empty.lines,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function medians(folder: string, name: string, program: string, rounds: number): Promise<Diagnostics> {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, `${name}.ts`), program)
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(project(name)))
  const all: Diagnostics[] = []
  for (let round = 0; round < rounds; round++) {
    const { ok, output } = await run(binary('tsc'), ['-p', `${name}.json`, '--extendedDiagnostics'], folder)
    if (!ok) throw new Error(output)
    all.push(readDiagnostics(output))
  }
  return {
    lines: spread(all.map(({ lines }) => lines)).median,
    memoryBytes: spread(all.map(({ memoryBytes }) => memoryBytes)).median,
  }
}

/** As a user's project; `skipLibCheck`, since not every peer's declarations compile. */
function project(name: string) {
  return {
    compilerOptions: {
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
      types: [],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    },
    files: [`${name}.ts`],
  }
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { binary } from '../workspace/binary.ts'
import { run } from '../workspace/run.ts'

/** How a user's project is set up. */
export interface UserProject {
  readonly module: 'nodenext' | 'esnext'
  readonly moduleResolution: 'nodenext' | 'bundler'
  /** Packages of global types. */
  readonly types: readonly string[]
  readonly files: readonly string[]
}

/** Type-checks files of a folder the way a user's project would, libraries included. */
export async function typeCheck(folder: string, name: string, project: UserProject): Promise<string[]> {
  const { files, ...options } = project
  const config = {
    compilerOptions: {
      ...options,
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
      strict: true,
      skipLibCheck: false,
      noEmit: true,
    },
    files,
  }
  writeFileSync(join(folder, `tsconfig.${name}.json`), JSON.stringify(config, null, 2))
  const { ok, output } = await run(
    binary('tsc'),
    ['-p', `tsconfig.${name}.json`, '--pretty', 'false'],
    folder,
  )
  return ok ? [] : [`TypeScript, ${name}:\n${output}`]
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GeneratedFile } from './generators.ts'

/** The files whose content in `folder` is not what was generated. */
export function outdated(files: readonly GeneratedFile[], folder: string): GeneratedFile[] {
  return files.filter(({ path, content }) => {
    const file = join(folder, path)
    return !existsSync(file) || readFileSync(file, 'utf8') !== content
  })
}

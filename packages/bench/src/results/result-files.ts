import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes each section to a file of its own: a later run of one section leaves the others as they are. */
export function writeResults(folder: string, results: object): void {
  mkdirSync(folder, { recursive: true })
  for (const [section, measured] of Object.entries(results))
    writeFileSync(join(folder, `${section}.json`), `${JSON.stringify(measured, null, 1)}\n`)
}

/** Reads what is there of some sections. */
export function readResults<R>(folder: string, sections: readonly (keyof R & string)[]): Partial<R> {
  return Object.fromEntries(
    sections.flatMap((section) => {
      const file = join(folder, `${section}.json`)
      return existsSync(file) ? [[section, JSON.parse(readFileSync(file, 'utf8'))]] : []
    }),
  ) as Partial<R>
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { withoutVersions } from './runtimes-page.ts'

/**
 * Writes the page, or only compares it with the one that is there. Versions may differ: they are the machine's.
 *
 * @returns one text where the page is out of date, and was not to be written.
 */
export function settlePage(path: string, page: string, check: boolean): string[] {
  if (!check) {
    writeFileSync(path, page)
    return []
  }
  const old = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return withoutVersions(old) === withoutVersions(page)
    ? []
    : [`${path} is out of date; to write it: pnpm conformance`]
}

import { gzippedSize, type Size } from '@veza/tooling'
import type { Contender } from '../contenders/contender.ts'
import { installSize } from './install-size.ts'

/** What a client weighs. */
export interface SizeRow {
  readonly contender: string
  /** Bundled for this platform: one that needs Node.js cannot be bundled for browsers. */
  readonly platform: 'browser' | 'node'
  /** Minified and gzipped bytes of a program that makes a client: what it loads at once, and all in all. */
  readonly gzipped: { readonly initial: number; readonly withLazy: number }
  readonly installedBytes: number
  readonly installedPackages: number
}

/**
 * Weighs a contender.
 *
 * @param folder - where it is installed, below `node_modules`.
 */
export async function measureSize(
  { name, package: pkg = '', program = '' }: Contender,
  folder: string,
): Promise<SizeRow> {
  const { bytes, packages } = installSize(pkg, folder)
  return {
    contender: name,
    ...(await bundled(program, folder)),
    installedBytes: bytes,
    installedPackages: packages,
  }
}

async function bundled(program: string, folder: string): Promise<Pick<SizeRow, 'platform' | 'gzipped'>> {
  const forBrowsers = await gzippedSize({ import: program }, folder)
  if (forBrowsers.builtins.length === 0) return { platform: 'browser', gzipped: figures(forBrowsers) }
  return { platform: 'node', gzipped: figures(await gzippedSize({ import: program }, folder, 'node')) }
}

function figures({ initial, withLazy }: Size): SizeRow['gzipped'] {
  return { initial, withLazy }
}

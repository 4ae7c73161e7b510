import { statSync } from 'node:fs'
import { checkContents } from '../consumer/check-contents.ts'
import { tarballs } from '../consumer/tarball.ts'
import type { GateResult } from './gate.ts'

/** Every public package can be packed, and its tarball holds what a user needs and nothing else. */
export async function packGate(): Promise<GateResult> {
  const packed = await tarballs()
  const kilobytes = packed.reduce((sum, { path }) => sum + statSync(path).size, 0) / 1024
  return {
    findings: packed.flatMap(({ pkg, files }) => checkContents(pkg.manifest.name, files)),
    note: `${packed.length} tarballs, ${kilobytes.toFixed(0)} KB`,
  }
}

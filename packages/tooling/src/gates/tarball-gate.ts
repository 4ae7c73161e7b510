import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { valueExports } from '../api/value-exports.ts'
import { installTarballs } from '../consumer/install-tarballs.ts'
import { type InstalledNode, installedNodes, onlyPresentNode } from '../consumer/installed-nodes.ts'
import { canUseForReal, type ExpectedEntry, smokeProgram } from '../consumer/smoke-programs.ts'
import { tarballs } from '../consumer/tarball.ts'
import { testProgram } from '../consumer/test-program.ts'
import { typeCheck } from '../consumer/type-check.ts'
import { run } from '../workspace/run.ts'
import type { WorkspacePackage } from '../workspace/workspace-package.ts'
import type { GateResult } from './gate.ts'

/** What is in the tarballs works for a user: by import, by require, in TypeScript, on every supported Node.js. */
export async function tarballGate(): Promise<GateResult> {
  const packed = await tarballs()
  const entries = packed.flatMap(({ pkg }) => expectedEntries(pkg))
  const portable = entries.filter(({ specifier }) => !specifier.endsWith('/node'))
  const folder = await installTarballs(packed)
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write('smoke.mts', smokeProgram(entries, 'import'))
  write('smoke.cts', smokeProgram(entries, 'import'))
  write('smoke.cjs', smokeProgram(entries, 'require'))
  write('portable.ts', smokeProgram(portable, 'import'))
  write('user.test.mjs', testProgram)

  const nodes = installedNodes()
  const findings = await Promise.all([
    typeCheck(folder, 'nodenext', {
      module: 'nodenext',
      moduleResolution: 'nodenext',
      types: ['node'],
      files: ['smoke.mts', 'smoke.cts'],
    }),
    typeCheck(folder, 'bundler', {
      module: 'esnext',
      moduleResolution: 'bundler',
      types: ['node'],
      files: ['smoke.mts'],
    }),
    // Portable entries need no types of Node.js.
    typeCheck(folder, 'browser', {
      module: 'esnext',
      moduleResolution: 'bundler',
      types: [],
      files: ['portable.ts'],
    }),
    ...nodes.flatMap((node) => [
      runProgram(node, folder, 'smoke.mts'),
      runProgram(node, folder, 'smoke.cjs'),
      runProgram(node, folder, '--test', 'user.test.mjs'),
    ]),
  ])
  return { findings: [...findings.flat(), ...missingUse(entries)], note: noteFor(nodes, entries.length) }
}

async function runProgram(node: InstalledNode, folder: string, ...args: string[]): Promise<string[]> {
  const { ok, output } = await run(node.path, args, folder)
  return ok ? [] : [`${args.join(' ')} on ${node.label}:\n${output}`]
}

function expectedEntries({ dir, entries }: WorkspacePackage): ExpectedEntry[] {
  // From the source, not from the API reports: those do not tell a re-exported type from a value.
  return entries.map(({ specifier, source }) => ({
    specifier,
    names: valueExports(readFileSync(join(dir, source), 'utf8')),
  }))
}

function missingUse(entries: readonly ExpectedEntry[]): string[] {
  if (canUseForReal(entries)) return []
  return ['the names that the real use needs are not exported by client and sandbox']
}

function noteFor(nodes: readonly InstalledNode[], entries: number): string {
  const only = onlyPresentNode(nodes) ? 'ONLY ' : ''
  return `${only}${nodes.map(({ label }) => label).join(', ')}; ${entries} entries`
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runPnpm } from '../workspace/run-pnpm.ts'
import { publicPackages, type WorkspacePackage } from '../workspace/workspace-package.ts'

/** A public package as it would be published. */
export interface Tarball {
  readonly pkg: WorkspacePackage
  /** Absolute path of the `.tgz`. */
  readonly path: string
  /** What it holds, below the package's folder. */
  readonly files: readonly string[]
}

let packed: Promise<Tarball[]> | undefined

/** Packs every public package once; later calls give the same tarballs. */
export function tarballs(): Promise<Tarball[]> {
  packed ??= pack()
  return packed
}

async function pack(): Promise<Tarball[]> {
  const folder = mkdtempSync(join(tmpdir(), 'veza-tarballs-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const packages = publicPackages()
  const filters = packages.map(({ manifest }) => `--filter=${manifest.name}`)
  const { ok, output } = await runPnpm([...filters, 'pack', '--pack-destination', folder, '--json'])
  if (!ok) throw new Error(output)
  const list = output.slice(output.search(/^[[{]/m))
  const answer = JSON.parse(list) as PackedFile | PackedFile[]
  return [answer].flat().map(({ name, filename, files }) => {
    const pkg = packages.find(({ manifest }) => manifest.name === name)
    if (pkg === undefined) throw new Error(`pnpm packed ${name}, which is not a public package`)
    return { pkg, path: filename, files: files.map(({ path }) => path) }
  })
}

/** Runs a check on every tarball; its findings are led by the package's name. */
export async function findingsByTarball(check: (path: string) => Promise<string[]>): Promise<string[]> {
  const findings: string[] = []
  for (const { pkg, path } of await tarballs()) {
    findings.push(...(await check(path)).map((finding) => `${pkg.manifest.name}: ${finding}`))
  }
  return findings
}

interface PackedFile {
  readonly name: string
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

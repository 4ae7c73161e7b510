import { isDeepStrictEqual } from 'node:util'
import type { WorkspacePackage } from '../workspace/workspace-package.ts'

/** Findings about the fields of a public package's manifest. */
export function checkManifest({ manifest, hasReadme }: Omit<WorkspacePackage, 'dir'>): string[] {
  const wrong = (text: string) => `${manifest.name}: ${text}`
  const exports = manifest.exports ?? {}
  const rules: [boolean, string][] = [
    [manifest.type === 'module', 'type must be "module"'],
    [manifest.sideEffects === false, 'sideEffects must be false'],
    [manifest.license === 'MIT', 'license must be "MIT"'],
    [manifest.engines?.node === '>=22.13', 'engines.node must be ">=22.13"'],
    [hasReadme, 'README.md is missing'],
    [exports['.'] !== undefined, 'exports must have the entry "."'],
    [
      isDeepStrictEqual(manifest.publishConfig?.exports, withoutSource(exports)),
      'publishConfig.exports must be exports without the @veza/source conditions',
    ],
    [
      isDeepStrictEqual(manifest.publishConfig?.imports, manifest.imports && withoutSource(manifest.imports)),
      'publishConfig.imports must be imports without the @veza/source conditions',
    ],
  ]
  const entries = Object.entries(exports).flatMap(([subpath, target]) => checkEntry(subpath, target))
  return [...rules.flatMap(([holds, text]) => (holds ? [] : [text])), ...entries].map(wrong)
}

function checkEntry(subpath: string, target: unknown): string[] {
  if (subpath === './package.json') return []
  if (subpath.includes('*')) return [`exports["${subpath}"] is a wildcard; list each entry`]
  if (typeof target !== 'object' || target === null) return [`exports["${subpath}"] must be an object`]
  const conditions = target as Record<string, unknown>
  const source = conditions['@veza/source']
  if (typeof source !== 'string' || !/^\.\/src\/.+\.ts$/.test(source))
    return [`exports["${subpath}"]["@veza/source"] must be a file ./src/….ts`]
  const output = source.replace('./src/', './dist/').replace(/\.ts$/, '')
  return [['types', `${output}.d.ts`] as const, ['default', `${output}.js`] as const].flatMap(
    ([condition, path]) =>
      conditions[condition] === path ? [] : [`exports["${subpath}"].${condition} must be "${path}"`],
  )
}

function withoutSource(exports: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(exports).map(([subpath, target]) => {
      if (typeof target !== 'object' || target === null) return [subpath, target]
      return [subpath, Object.fromEntries(Object.entries(target).filter(([name]) => name !== '@veza/source'))]
    }),
  )
}

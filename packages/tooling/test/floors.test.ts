import { describe, expect, test } from 'vitest'
import { checkFloors } from '../src/floors/check-floors.ts'
import { checkImports } from '../src/floors/check-imports.ts'
import { nodeImports } from '../src/floors/node-imports.ts'

const pkg = (folder: string, ...dependencies: string[]) => ({
  name: `@veza/${folder.replace('adapters/', '')}`,
  folder,
  dependencies,
})

describe('a package stands', () => {
  test('on the floors below it and on libraries', () => {
    const packages = [
      pkg('resilience', 'p-retry'),
      pkg('http', '@veza/resilience'),
      pkg('adapters/discord', '@veza/http'),
    ]
    expect(checkFloors(packages)).toEqual([])
  })

  test('not on a higher floor', () => {
    expect(checkFloors([pkg('resilience', '@veza/http'), pkg('http')])).toEqual([
      '@veza/resilience (floor 1) must not depend on @veza/http (floor 2)',
    ])
  })

  test('not on its own floor, so that no circle can form', () => {
    expect(checkFloors([pkg('http', '@veza/auth'), pkg('auth', '@veza/http')])).toEqual([
      '@veza/http (floor 2) must not depend on @veza/auth (floor 2)',
      '@veza/auth (floor 2) must not depend on @veza/http (floor 2)',
    ])
  })

  test('nowhere, if the table does not know it', () => {
    expect(checkFloors([pkg('helpers')])).toEqual([
      '@veza/helpers: packages/helpers has no floor in packages/tooling/src/floors/floors.ts',
    ])
  })

  test('on the protocol only, if it is the sandbox', () => {
    expect(
      checkFloors([pkg('sandbox', '@veza/resilience', '@veza/protocol'), pkg('resilience'), pkg('protocol')]),
    ).toEqual(['@veza/sandbox may depend on @veza/protocol only, not on @veza/resilience'])
  })
})

describe('a file imports', () => {
  const rules = {
    dependencies: ['@veza/resilience'],
    entries: new Set(['@veza/resilience', '@veza/resilience/catalog', '@veza/http']),
  }
  const file = (...imports: string[]) => [
    { path: 'packages/http/src/a/b.ts', inPackage: 'src/a/b.ts', imports },
  ]

  test('its own files, libraries, and entries of declared packages', () => {
    expect(checkImports(file('../c.ts', './d.ts', 'ky', '@veza/resilience/catalog'), rules)).toEqual([])
  })

  test('no workspace package that is not declared', () => {
    expect(checkImports(file('@veza/http'), rules)).toEqual([
      'packages/http/src/a/b.ts imports @veza/http, but @veza/http is not a dependency',
    ])
  })

  test('no inside of another package', () => {
    expect(
      checkImports(file('@veza/resilience/src/retry/retry.ts', '../../../resilience/src/index.ts'), rules),
    ).toEqual([
      'packages/http/src/a/b.ts imports @veza/resilience/src/retry/retry.ts, which is not a public entry',
      'packages/http/src/a/b.ts imports ../../../resilience/src/index.ts, which lies outside its package',
    ])
  })

  test('nothing from Node.js, unless it is named after it', () => {
    const at = (inPackage: string) => ({ path: inPackage, inPackage, imports: ['node:fs', 'ky', 'crypto'] })
    expect(nodeImports([at('src/node/index.ts'), at('src/token-store/node.ts'), at('src/bin.ts')])).toEqual(
      [],
    )
    expect(nodeImports([at('src/nodes.ts')])).toEqual([
      'src/nodes.ts imports node:fs; only src/node/** and src/bin.ts may',
      'src/nodes.ts imports crypto; only src/node/** and src/bin.ts may',
    ])
  })
})

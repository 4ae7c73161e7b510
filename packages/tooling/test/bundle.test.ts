import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { bundle } from '../src/build/bundle.ts'
import { removeStaleDeclarations } from '../src/build/remove-stale-declarations.ts'
import { temporaryFolder } from './temporary-folder.ts'

const source = {
  'package.json': '{"type":"module"}',
  'src/shared.ts': 'export class Shared {}',
  'src/index.ts': "export { Shared } from './shared.ts'\nexport const one: number = 1",
  'src/more/index.ts': "import { Shared } from '../shared.ts'\nexport const made: Shared = new Shared()",
}

test('a class that two entries share is one class', async () => {
  using folder = temporaryFolder({ ...source, 'dist/chunk-OLD.js': '' })
  await bundle(folder.path, { index: 'src/index.ts', 'more/index': 'src/more/index.ts' })
  const load = (file: string): Promise<Record<string, unknown>> =>
    import(pathToFileURL(join(folder.path, 'dist', file)).href)
  const { Shared } = await load('index.js')
  const { made } = await load('more/index.js')
  expect(made).toBeInstanceOf(Shared)
  expect(existsSync(join(folder.path, 'dist/index.js.map'))).toBe(true)
  expect(existsSync(join(folder.path, 'dist/chunk-OLD.js'))).toBe(false)
})

test('dependencies and node: modules stay outside, under their names', async () => {
  using folder = temporaryFolder({
    'package.json': '{}',
    'src/index.ts': "export { readFileSync } from 'node:fs'\nexport { default } from 'p-retry'",
  })
  await bundle(folder.path, { index: 'src/index.ts' })
  const text = readFileSync(join(folder.path, 'dist/index.js'), 'utf8')
  expect(text).toContain('"node:fs"')
  expect(text).toContain('"p-retry"')
})

test('a dependency that is to be part of the files is', async () => {
  using folder = temporaryFolder({
    'package.json': '{}',
    'node_modules/small/package.json': '{"type":"module","exports":{"./part":"./part.js"}}',
    'node_modules/small/part.js': "export const part = 'of it'",
    'src/index.ts': "export { part } from 'small/part'\nexport { default } from 'smaller'",
  })
  await bundle(folder.path, { index: 'src/index.ts' }, ['small'])
  const text = readFileSync(join(folder.path, 'dist/index.js'), 'utf8')
  expect(text).toContain('of it')
  expect(text).toContain('"smaller"')
})

test('a program is executable, and must begin with its interpreter', async () => {
  using good = temporaryFolder({ 'package.json': '{}', 'src/bin.ts': '#!/usr/bin/env node\nconsole.log(1)' })
  await bundle(good.path, { bin: 'src/bin.ts' })
  expect(statSync(join(good.path, 'dist/bin.js')).mode & 0o111).toBe(0o111)
  using bad = temporaryFolder({ 'package.json': '{}', 'src/bin.ts': 'console.log(1)' })
  await expect(bundle(bad.path, { bin: 'src/bin.ts' })).rejects.toThrow('#!/usr/bin/env node')
})

test('declarations of tests and of files that are gone are removed', () => {
  using folder = temporaryFolder({
    ...source,
    'dist/index.d.ts': '',
    'dist/gone.d.ts': '',
    'dist/gone.d.ts.map': '',
    'src/a.test.ts': '',
    'dist/a.test.d.ts': '',
  })
  expect(removeStaleDeclarations(folder.path).toSorted()).toEqual(['a.test.d.ts', 'gone.d.ts'])
  expect(existsSync(join(folder.path, 'dist/gone.d.ts.map'))).toBe(false)
  expect(existsSync(join(folder.path, 'dist/index.d.ts'))).toBe(true)
})

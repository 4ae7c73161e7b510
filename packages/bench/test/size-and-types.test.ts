import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Contender } from '../src/contenders/contender.ts'
import { installSize } from '../src/size/install-size.ts'
import { measureSize } from '../src/size/measure-size.ts'
import { readDiagnostics } from '../src/types/diagnostics.ts'
import { measureTypes } from '../src/types/measure-types.ts'
import { patience } from './patience.ts'

let folder = ''
const thing: Contender = {
  name: 'thing',
  label: 'thing',
  kind: 'client',
  package: 'thing',
  signal: false,
  program: `import { thing } from 'thing'; export const client = thing`,
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veza-bench-test-'))
  const manifest = (name: string, dependencies = {}) =>
    JSON.stringify({
      name,
      type: 'module',
      exports: { types: './index.d.ts', default: './index.js' },
      dependencies,
    })
  write({
    'node_modules/thing/package.json': manifest('thing', { inner: '1', nested: '1' }),
    'node_modules/thing/index.js': "import { inner } from 'inner'; export const thing = [inner]",
    'node_modules/thing/index.d.ts':
      'export declare const thing: readonly number[]\nexport type Other = string\n',
    'node_modules/thing/node_modules/nested/package.json': manifest('nested', { inner: '1' }),
    'node_modules/inner/package.json': manifest('inner', { thing: '1' }),
    'node_modules/inner/index.js': "import 'node:fs'; export const inner = 1",
    'node_modules/unused/package.json': manifest('unused'),
    'node_modules/unused/index.js': 'x'.repeat(100_000),
  })
})

afterAll(() => rmSync(folder, { recursive: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

test('an installation is a package and all it depends on, each once, and nothing else', () => {
  const { bytes, packages } = installSize('thing', folder)
  expect(packages).toBe(3)
  expect(bytes).toBeGreaterThan(500)
  expect(bytes).toBeLessThan(2000)
  expect(() => installSize('absent', folder)).toThrow('absent is not installed')
})

test('what cannot be bundled for browsers is bundled for Node.js', patience, async () => {
  const row = await measureSize(thing, folder)
  expect(row).toMatchObject({ contender: 'thing', platform: 'node', installedPackages: 3 })
  expect(row.gzipped.initial).toBeGreaterThan(20)
  expect(row.gzipped.initial).toBeLessThan(300)
  const plain = { ...thing, program: 'export const client = 1' }
  expect(await measureSize(plain, folder)).toMatchObject({ platform: 'browser' })
})

test('types cost what a program has above an empty one', patience, async () => {
  const row = await measureTypes(thing, join(folder, 'node_modules'), 1)
  // Two lines of declarations and the program's one line against the empty one's.
  expect(row.lines).toBeGreaterThanOrEqual(2)
  expect(row.lines).toBeLessThanOrEqual(4)
  await expect(measureTypes({ ...thing, program: 'const a: string = 1' }, folder, 1)).rejects.toThrow(
    'TS2322',
  )
})

test('the compiler’s figures are read, and missing ones are not taken for zero', () => {
  expect(readDiagnostics('Files:  3\nLines:        56999\nMemory used:    24713K\n')).toEqual({
    lines: 56_999,
    memoryBytes: 24_713 * 1024,
  })
  expect(() => readDiagnostics('error TS1')).toThrow('no diagnostics')
})

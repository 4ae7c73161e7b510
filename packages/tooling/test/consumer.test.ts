import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { undocumentedExports } from '../src/api/undocumented-exports.ts'
import { valueExports } from '../src/api/value-exports.ts'
import { attwFindings } from '../src/consumer/attw-findings.ts'
import { checkContents } from '../src/consumer/check-contents.ts'
import { installedNodes, onlyPresentNode } from '../src/consumer/installed-nodes.ts'
import { publintFindings } from '../src/consumer/publint-findings.ts'
import { canUseForReal, smokeProgram } from '../src/consumer/smoke-programs.ts'
import { typeCheck } from '../src/consumer/type-check.ts'
import { run } from '../src/workspace/run.ts'
import { temporaryFolder } from './temporary-folder.ts'

const report = `
// @public
export class Veza {
    // (undocumented)
    member: string;
}

// @public (undocumented)
export abstract class Bare {
}

// Warning: about it
//
// @public (undocumented)
export interface Shape {
}

// @public
export function list(): void;
`

test('an API report tells which exports have no comment', () => {
  expect(undocumentedExports(report)).toEqual(['Bare', 'Shape'])
})

test('a source file tells which exports there are at run time', () => {
  const source = `
    export type { Options } from './options.ts'
    export { type Mode, start } from './start.ts'
    export { a as b } from 'library'
    export interface Shape {}
    export type Name = string
    export class Veza {}
    export const one = 1, two = 2
    export function list(): void {}
    export declare const absent: 3
  `
  expect(valueExports(source)).toEqual(['Veza', 'b', 'list', 'one', 'start', 'two'])
})

describe('a tarball', () => {
  test('holds what a user needs and nothing else', () => {
    const wanted = [
      'package.json',
      'README.md',
      'LICENSE',
      'dist/index.js',
      'dist/a/b.d.ts',
      'dist/index.js.map',
    ]
    expect(checkContents('p', wanted)).toEqual([])
    expect(
      checkContents('p', [
        'package.json',
        'LICENSE',
        'src/index.ts',
        'dist/.tests.tsbuildinfo',
        'dist/a.test.d.ts',
      ]),
    ).toEqual([
      'p: the tarball holds src/index.ts',
      'p: the tarball holds dist/.tests.tsbuildinfo',
      'p: the tarball holds dist/a.test.d.ts',
      'p: the tarball lacks README.md',
    ])
  })

  test('with an entry that is not there is found out by publint, one with wrong types by attw', async () => {
    const manifest = {
      name: 'bad',
      version: '1.0.0',
      type: 'module',
      exports: {
        '.': { types: './index.d.ts', default: './index.js' },
        './gone': { types: './gone.d.ts', default: './gone.js' },
      },
    }
    using folder = temporaryFolder({
      'package/package.json': JSON.stringify(manifest),
      'package/index.js': 'export const a = 1',
      'package/index.d.ts': "export * from './missing'",
    })
    const tarball = join(folder.path, 'bad.tgz')
    execFileSync('tar', ['czf', tarball, '-C', folder.path, 'package'])
    expect((await publintFindings(tarball)).join('\n')).toContain('gone.js')
    expect((await attwFindings(tarball)).join('\n')).toMatch(/node16-esm: .*missing/)
  })
})

test('where a platform lacks a Node.js version, the present one is used alone, and that can be told', () => {
  const files = { 'node-22/bin/node': '', 'node-24/bin/node': '' }
  using all = temporaryFolder({ ...files, 'node-26/bin/node': '' })
  expect(installedNodes(all.path).map(({ label }) => label)).toEqual(['node-22', 'node-24', 'node-26'])
  expect(onlyPresentNode(installedNodes(all.path))).toBe(false)
  using some = temporaryFolder(files)
  expect(installedNodes(some.path).map(({ path }) => path)).toEqual([process.execPath])
  expect(onlyPresentNode(installedNodes(some.path))).toBe(true)
})

describe('the smoke program', () => {
  const entries = [{ specifier: 'thing', names: ['present', 'absent'] }]
  const thing = (text: string) => ({
    'package.json': '{"type":"module"}',
    'node_modules/thing/package.json':
      '{"type":"module","exports":{"types":"./index.d.ts","default":"./index.js"}}',
    'node_modules/thing/index.js': text,
    'node_modules/thing/index.d.ts': 'export declare const present: 1, absent: number',
    'smoke.mts': smokeProgram(entries, 'import'),
    'smoke.cjs': smokeProgram(entries, 'require'),
  })

  test.each(['smoke.mts', 'smoke.cjs'])('%s fails for a name that the package lacks', async (file) => {
    using good = temporaryFolder(thing('export const present = 1, absent = 2'))
    expect(await run(process.execPath, [file], good.path)).toMatchObject({ ok: true })
    using bad = temporaryFolder(thing('export const present = 1'))
    const { ok, output } = await run(process.execPath, [file], bad.path)
    expect(ok).toBe(false)
    expect(output).toContain('thing lacks absent')
  })

  test('is type-checked together with the declarations it uses', async () => {
    using folder = temporaryFolder(thing(''))
    const project = {
      module: 'esnext',
      moduleResolution: 'bundler',
      types: [],
      files: ['smoke.mts'],
    } as const
    expect(await typeCheck(folder.path, 'good', project)).toEqual([])
    using broken = temporaryFolder({
      ...thing(''),
      'node_modules/thing/index.d.ts': 'export const a: Missing',
    })
    expect(await typeCheck(broken.path, 'bad', project)).toEqual([expect.stringContaining('Missing')])
  })

  test('uses client and sandbox as soon as both are there', () => {
    const both = [
      { specifier: '@veza/client', names: ['Veza'] },
      { specifier: '@veza/sandbox', names: ['createSandbox'] },
      { specifier: '@veza/sandbox/node', names: ['serveSandbox'] },
    ]
    expect(canUseForReal(both)).toBe(true)
    expect(canUseForReal(both.slice(1))).toBe(false)
    expect(smokeProgram(both, 'require')).toContain("const { Veza } = require('@veza/client')")
    expect(smokeProgram(both.slice(1), 'import')).not.toContain('new Veza')
  })
})

import { describe, expect, test } from 'vitest'
import { checkManifest } from '../src/floors/check-manifest.ts'
import { entriesOf } from '../src/workspace/entry.ts'
import type { Manifest } from '../src/workspace/manifest.ts'

const entry = (path: string) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` })
const good: Manifest = {
  name: '@veza/thing',
  version: '0.0.0',
  type: 'module',
  sideEffects: false,
  license: 'MIT',
  engines: { node: '>=22.13' },
  exports: {
    '.': { '@veza/source': './src/index.ts', ...entry('index') },
    './node': { '@veza/source': './src/node/index.ts', ...entry('node/index') },
    './package.json': './package.json',
  },
  publishConfig: {
    exports: { '.': entry('index'), './node': entry('node/index'), './package.json': './package.json' },
  },
}
const check = (manifest: object, hasReadme = true) =>
  checkManifest({ folder: 'thing', manifest: { ...good, ...manifest }, entries: [], hasReadme })
const exported = (target: unknown) =>
  check({ exports: { ...good.exports, './more': target }, publishConfig: { exports: good.exports } })

describe('a manifest', () => {
  test('that keeps the rules has no findings', () => {
    expect(check({})).toEqual([])
  })

  test.each([
    [{ type: 'commonjs' }, 'type must be "module"'],
    [{ sideEffects: true }, 'sideEffects must be false'],
    [{ license: 'ISC' }, 'license must be "MIT"'],
    [{ engines: { node: '>=20' } }, 'engines.node must be ">=22.13"'],
    [{ publishConfig: { exports: good.exports } }, 'publishConfig.exports must be exports without'],
    [{ publishConfig: {} }, 'publishConfig.exports must be exports without'],
  ])('with %j is found out', (wrong, finding) => {
    expect(check(wrong)).toEqual([expect.stringContaining(`@veza/thing: ${finding}`)])
  })

  test('needs a readme', () => {
    expect(check({}, false)).toEqual(['@veza/thing: README.md is missing'])
  })

  test.each([
    ['./dist/more.js', 'must be an object'],
    [entry('more'), '["@veza/source"] must be a file'],
    [{ '@veza/source': './src/more.ts', ...entry('other') }, '.types must be "./dist/more.d.ts"'],
    [{ '@veza/source': './src/more.ts', types: './dist/more.d.ts' }, '.default must be "./dist/more.js"'],
  ])('with the entry %j is found out', (target, finding) => {
    expect(exported(target)).toContainEqual(
      expect.stringContaining(`exports["./more"]${finding.replace(/^must/, ' must')}`),
    )
  })

  test('has no wildcard', () => {
    expect(check({ exports: { ...good.exports, './*': './dist/*.js' } })).toContainEqual(
      '@veza/thing: exports["./*"] is a wildcard; list each entry',
    )
  })

  test('names its entries', () => {
    expect(entriesOf(good)).toEqual([
      { specifier: '@veza/thing', name: 'index', source: 'src/index.ts', output: 'index' },
      { specifier: '@veza/thing/node', name: 'node', source: 'src/node/index.ts', output: 'node/index' },
    ])
  })
})

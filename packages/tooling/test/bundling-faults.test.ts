import { expect, test } from 'vitest'
import { bundlingFaults } from '../src/bundles/bundling-faults.ts'
import { temporaryFolder } from './temporary-folder.ts'

function folder(index: string, more: Readonly<Record<string, string>> = {}) {
  const exports = { '.': { workerd: './worker.js', node: './node.js', default: './index.js' } }
  return temporaryFolder({
    'package.json': JSON.stringify({ name: 'thing', type: 'module', exports }),
    'index.js': index,
    'node.js': "import 'node:fs'",
    'worker.js': 'export const a = 2',
    ...more,
  })
}

test('an entry that is portable can be bundled, whatever its condition for Node.js imports', async () => {
  using good = folder("export const a = 1; export const load = () => import('./later.js')", {
    'later.js': 'export default 1',
  })
  expect(await bundlingFaults({ specifier: 'thing', dir: good.path })).toEqual([])
})

test.each([
  ['by its name', "import 'node:fs'", 'node:fs'],
  ['by its bare name', "import { EventEmitter } from 'events'; export const a = EventEmitter", 'events'],
  ['later', "export const load = () => import('node:crypto')", 'node:crypto'],
])('a Node.js module that is imported %s is found, for browsers', async (_, index, name) => {
  using bad = folder(index)
  const findings = await bundlingFaults({ specifier: 'thing', dir: bad.path })
  expect(findings).toEqual([expect.stringMatching(new RegExp(`^thing for a browser: index.js: .*"${name}"`))])
})

test('a Node.js module behind a dependency is found, for Workers too', async () => {
  using bad = folder("export * from 'other'", {
    'worker.js': "export * from 'other'",
    'node_modules/other/package.json': '{"main":"main.js"}',
    'node_modules/other/main.js': "require('path').join('a')",
  })
  const findings = await bundlingFaults({ specifier: 'thing', dir: bad.path })
  expect(findings.map((text) => text.split(':')[0])).toEqual(['thing for a browser', 'thing for a Worker'])
  expect(findings.join()).toContain('other/main.js')
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { oldNode } from './old-node.ts'

test.each(['18.20.4', '20.19.0', '21.7.3', '22.0.0', '22.12.9'])('Node.js %s is too old', (version) => {
  expect(oldNode(version)).toContain(`needs Node.js 22.13 or later, and this is ${version}. Install a newer`)
})

test.each(['22.13.0', '22.20.1', '23.0.0', '24.1.0', '100.0.0', process.versions.node])(
  'Node.js %s will do',
  (version) => {
    expect(oldNode(version)).toBeUndefined()
  },
)

test('what is asked for is what package.json promises', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    engines: { node: string }
  }
  expect(manifest.engines.node).toBe('>=22.13')
  expect(oldNode('22.13.0')).toBeUndefined()
  expect(oldNode('22.12.0')).toBeDefined()
})

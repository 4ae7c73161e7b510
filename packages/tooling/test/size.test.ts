import { expect, test } from 'vitest'
import { gzippedSize } from '../src/size/gzipped-size.ts'
import { overBudget } from '../src/size/over-budget.ts'
import { temporaryFolder } from './temporary-folder.ts'

test('what is loaded later by import() is weighed apart, what is external is not weighed', async () => {
  const noise = Array.from({ length: 500 }, (_, index) => `${index * 7919}`).join()
  using folder = temporaryFolder({
    'index.js': "export const small = 1\nexport const later = () => import('./large.js')",
    'large.js': `export const large = '${noise}'`,
  })
  const size = await gzippedSize({ import: "export * from './index.js'" }, folder.path)
  expect(size.initial).toBeLessThan(200)
  expect(size.withLazy).toBeGreaterThan(1000)
  const external = await gzippedSize({ import: "export * from 'large'", external: ['large'] }, folder.path)
  expect(external.withLazy).toBeLessThan(100)
})

test('what a bundle asks of Node.js is told, unless its package names something else for browsers', async () => {
  const manifest = { name: 'thing', main: 'index.js', browser: { 'node:path': false } }
  using folder = temporaryFolder({
    'node_modules/thing/package.json': JSON.stringify(manifest),
    'node_modules/thing/index.js': "exports.one = require('node:path'); exports.two = require('node:fs')",
  })
  const { builtins } = await gzippedSize({ import: "export * from 'thing'" }, folder.path)
  expect(builtins).toEqual(['node:fs'])
})

test('a size above its budget is a finding', () => {
  const weighed = { name: 'thing', initial: 10, limit: 10, withLazy: 20, limitWithLazy: 20 }
  expect(overBudget(weighed)).toEqual([])
  expect(overBudget({ ...weighed, initial: 11 })).toEqual([
    'thing: 11 bytes gzipped at once, 1 over the budget of 10',
  ])
  expect(overBudget({ ...weighed, withLazy: 25 })).toEqual([
    'thing: 25 bytes gzipped with what it loads later, 5 over the budget of 20',
  ])
})

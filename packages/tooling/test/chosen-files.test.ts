import { expect, test } from 'vitest'
import { chosenFiles } from '../src/workspace/entry.ts'

const manifest = { name: '@veza/some', version: '0.0.0' }

test('the files that imports choose between are each an output', () => {
  const crypto = {
    '@veza/source': { node: './src/crypto/node.ts', default: './src/crypto/web.ts' },
    node: './dist/crypto/node.js',
    default: './dist/crypto/web.js',
  }
  expect(
    chosenFiles({ ...manifest, imports: { '#crypto': crypto, '#one': { '@veza/source': './src/one.ts' } } }),
  ).toEqual({
    'crypto/node': 'src/crypto/node.ts',
    'crypto/web': 'src/crypto/web.ts',
    one: 'src/one.ts',
  })
})

test('a manifest without imports chooses nothing', () => {
  expect(chosenFiles(manifest)).toEqual({})
  expect(
    chosenFiles({ ...manifest, imports: { '#a': './dist/a.js', '#b': { default: './dist/b.js' } } }),
  ).toEqual({})
})

import { expect, test } from 'vitest'
import { runtimeSources } from '../src/workspace/entry.ts'

const manifest = { name: '@veza/x', version: '0.0.0' }

test('files that imports choose between are bundled like entries', () => {
  const imports = {
    '#crypto': {
      '@veza/source': { node: './src/crypto/node.ts', default: './src/crypto/web.ts' },
      node: './dist/crypto/node.js',
      default: './dist/crypto/web.js',
    },
    '#plain': './dist/plain.js',
    '#other': { default: './dist/other.js' },
  }
  expect(runtimeSources({ ...manifest, imports })).toEqual(['src/crypto/node.ts', 'src/crypto/web.ts'])
  expect(runtimeSources(manifest)).toEqual([])
})

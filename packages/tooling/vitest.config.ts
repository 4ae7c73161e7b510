import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
const packages = readdirSync(`${root}/packages`).filter((name) => name !== 'tooling')
const resolve = { conditions: ['@veza/source', 'module', 'node', 'import', 'default'] }
/** What runtimes other than Node get, by the `imports` of its package. */
const portable = { '#runtime-transport': `${root}/packages/http/src/transport/runtime-transport.ts` }
const source = (name: string) => `packages/${name}/src/**/*.ts`

export default defineConfig({
  root,
  test: {
    reporters: ['default', './packages/tooling/summary-reporter.mjs'],
    projects: [
      {
        resolve,
        ssr: { resolve },
        test: {
          name: 'unit',
          root,
          include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/test/portable/**'],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        // Without Node's own transport, as in browsers and Workers: the same must hold.
        resolve: { ...resolve, alias: portable },
        ssr: { resolve },
        test: {
          name: 'portable',
          root,
          include: ['packages/http/test/**/*.test.ts', 'packages/client/test/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/test/node/**'],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: packages.map(source),
      exclude: ['**/*.test.ts'],
      reporter: ['text-summary', 'lcov', 'json-summary'],
      reportsDirectory: `${root}/coverage`,
      // Each package on its own: a well-tested one must not hide a neglected one.
      thresholds: Object.fromEntries(packages.map((name) => [source(name), { lines: 95 }])),
    },
  },
})

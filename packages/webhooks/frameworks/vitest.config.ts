import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const resolve = { conditions: ['@veza/source', 'module', 'node'] }

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve,
  ssr: { resolve },
  test: { include: ['*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
})

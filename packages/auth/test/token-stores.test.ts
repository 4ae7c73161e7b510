import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { memoryTokenStore } from '../src/index.ts'
import { fileTokenStore } from '../src/node/index.ts'
import { tokenStoreSuite } from './support/token-store-suite.ts'

const root = mkdtempSync(join(tmpdir(), 'veza-stores-'))
let stores = 0

afterAll(() => rmSync(root, { recursive: true, force: true }))

tokenStoreSuite('the memory store', () => {
  const store = memoryTokenStore()
  return [store, store]
})

tokenStoreSuite('the file store', () => {
  const directory = join(root, String(++stores))
  return [fileTokenStore({ directory }), fileTokenStore({ directory })]
})

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

tokenStoreSuite('the memory store', (clock) => {
  const store = memoryTokenStore(clock)
  return [store, store]
})

tokenStoreSuite('the file store', (clock) => {
  const options = { directory: join(root, String(++stores)), ...(clock === undefined ? {} : { clock }) }
  return [fileTokenStore(options), fileTokenStore(options)]
})

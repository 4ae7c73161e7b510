import { Pool } from 'undici'
import { expect, test } from 'vitest'
import { loadPool } from './load-pool.ts'

test('the pool is undici’s own', async () => {
  expect((await loadPool()).Pool).toBe(Pool)
})

test('should its module move, all of undici is loaded', async () => {
  const moved = () => Promise.reject(new Error('ERR_MODULE_NOT_FOUND'))
  expect((await loadPool(moved)).Pool).toBe(Pool)
})

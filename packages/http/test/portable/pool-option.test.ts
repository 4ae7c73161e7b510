import { createHttp } from '@veza/http'
import { expect, test } from 'vitest'

test('options for connections are refused where the runtime keeps its connections itself', () => {
  expect(() => createHttp({ pool: { connections: 1 } })).toThrow(/"pool" works on Node only.*Leave it out/)
})

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const packages = join(import.meta.dirname, '../../..')

test('each of the thirty attacks that this package must withstand has a test with its number', () => {
  // What happens at the API itself, redirects among it, is tested where the client is.
  const files = globSync(['auth/test/**/*.test.ts', 'client/test/auth.test.ts'], { cwd: packages })
  const text = files.map((file) => readFileSync(join(packages, file), 'utf8')).join('\n')
  const numbers = new Set(
    [...text.matchAll(/(?:test|describe)[\w.]*\([^\n]*?attack [^\n]*/g)].flatMap(([line]) =>
      [...line.matchAll(/attack (\d+)/g)].map(([, number]) => Number(number)),
    ),
  )
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
})

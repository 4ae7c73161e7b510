import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from 'recheck'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../src')

/** The regular expressions that are written in a text of TypeScript, as literals. */
function literals(text: string): [string, string][] {
  // A literal stands where a value may begin: after one of these, and never after a name or a closing bracket.
  const found = text.matchAll(
    /(?<=[(,=:[!&|?{};\n]\s*|return\s)\/((?:[^/\\[\n*]|\\.|\[(?:[^\]\\\n]|\\.)*\])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])*)\/([dgimsuvy]*)/g,
  )
  return [...found].map(([, pattern = '', flags = '']) => [pattern, flags])
}

const all = globSync('**/*.ts', { cwd: source }).flatMap((path) =>
  literals(readFileSync(join(source, path), 'utf8')).map(([pattern, flags]) => ({ path, pattern, flags })),
)

test('attack 23: every regular expression in the source takes linear time', {
  timeout: 120_000,
}, async () => {
  expect(all.length).toBeGreaterThan(25)
  const unsafe: string[] = []
  for (const { path, pattern, flags } of all) {
    const { status } = await check(pattern, flags, { timeout: 10_000 })
    if (status !== 'safe') unsafe.push(`${path}: /${pattern}/${flags} is ${status}`)
  }
  expect(unsafe).toEqual([])
})

test('the check finds what it should', async () => {
  expect((await check('^(a+)+$', '')).status).toBe('vulnerable')
  expect(literals('const a = /^(a+)+$/i.test(b)\nconst c = d / e / f')).toEqual([['^(a+)+$', 'i']])
})

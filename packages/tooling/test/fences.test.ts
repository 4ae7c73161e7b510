import { describe, expect, test } from 'vitest'
import { fences } from '../src/snippets/fences.ts'
import { tsdocFences } from '../src/snippets/tsdoc-fences.ts'

describe('fences', () => {
  test('are found with language, flags and the line of their first line of code', () => {
    const text = [
      '# Title',
      '',
      '```ts no-run',
      'const a = 1',
      '',
      'a',
      '```',
      '```sh',
      'npm test',
      '```',
    ].join('\n')
    expect(fences(text)).toEqual([
      { line: 4, language: 'ts', flags: ['no-run'], code: 'const a = 1\n\na' },
      { line: 9, language: 'sh', flags: [], code: 'npm test' },
    ])
  })

  test('in a list lose the indentation of the list only', () => {
    expect(fences('1. so:\n   ```ts\n   if (a) {\n     b()\n   }\n   ```')[0]?.code).toBe(
      'if (a) {\n  b()\n}',
    )
  })

  test('that are longer hold shorter ones', () => {
    expect(fences('````md\n```ts\nwrong\n```\n````\n')).toEqual([
      { line: 2, language: 'md', flags: [], code: '```ts\nwrong\n```' },
    ])
  })

  test('that are never closed go on to the end', () => {
    expect(fences('```ts\na\nb')).toEqual([{ line: 2, language: 'ts', flags: [], code: 'a\nb' }])
  })
})

describe('fences in TSDoc', () => {
  test('have the line of the source file and no asterisks', () => {
    const text = [
      '// ```ts',
      "const glob = '/** ```ts'",
      '/**',
      ' * Adds.',
      ' *',
      ' * @example',
      ' * ```ts',
      ' * const x = 2 * 3',
      ' * ```',
      ' */',
      'export const add = 1',
      'class C {',
      '  /** ```js',
      '   * nested()',
      '   * ```',
      '   */',
      '  m() {}',
      '}',
    ].join('\n')
    expect(tsdocFences(text)).toEqual([
      { line: 8, language: 'ts', flags: [], code: 'const x = 2 * 3' },
      { line: 14, language: 'js', flags: [], code: 'nested()' },
    ])
  })

  test('of ordinary comments do not count', () => {
    expect(tsdocFences('/*\n```ts\na\n```\n*/\nexport {}')).toEqual([])
  })
})

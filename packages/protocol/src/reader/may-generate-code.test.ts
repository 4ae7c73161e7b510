import { afterEach, describe, expect, test, vi } from 'vitest'
import { mayGenerateCode } from './may-generate-code.ts'

afterEach(() => vi.unstubAllGlobals())

const node = { process: { versions: { node: '24.0.0' } } }

describe('code may be generated', () => {
  test('on Node, Bun and Deno', () => {
    expect(mayGenerateCode()).toBe(true)
    expect(mayGenerateCode(node)).toBe(true)
    expect(mayGenerateCode({ Deno: {} })).toBe(true)
  })

  test.each([
    ['in a worker', {}],
    ['in a page', { document: {} }],
    ['in a page that has a process too', { document: {}, ...node }],
    ['where process is only pretended', { process: {} }],
    ['where process has no versions of Node', { process: { versions: {} } }],
  ])('not %s, where it is not even tried', (_, scope) => {
    const tried = vi.fn()
    vi.stubGlobal('Function', tried)
    expect(mayGenerateCode(scope)).toBe(false)
    expect(tried).not.toHaveBeenCalled()
  })

  test('not where the runtime forbids it', () => {
    vi.stubGlobal('Function', () => {
      throw new EvalError('Code generation from strings disallowed for this context')
    })
    expect(mayGenerateCode(node)).toBe(false)
  })
})

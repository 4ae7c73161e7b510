import { expect, test } from 'vitest'
import { importsOf } from '../src/workspace/imports-of.ts'

test('imports of every form are found; those in comments and strings are not', () => {
  const text = `
    import a, { type B } from 'one'
    import type { C } from 'two'
    import 'three'
    export { d } from 'four'
    export type { E } from 'five'
    export * from 'six'
    const later = () => import('seven')
    // import x from 'comment'
    /** import x from 'tsdoc' */
    const text = "import x from 'string'"
  `
  expect(importsOf(text).toSorted()).toEqual(['five', 'four', 'one', 'seven', 'six', 'three', 'two'])
})

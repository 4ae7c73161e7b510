/**
 * Whether two texts are the same, in a time that does not tell where they differ (nor, for texts of one length, whether).
 *
 * @param mine - the right one.
 * @param theirs - one that claims to be the same.
 * @example
 * ```ts
 * import { sameText } from '@veza/resilience/secrets'
 *
 * console.log(sameText('veza_test_1234', 'veza_test_1235')) // false
 * ```
 */
export function sameText(mine: string, theirs: string): boolean {
  let difference = mine.length ^ theirs.length
  // Beyond the end of a text there is NaN, which counts as 0 here.
  for (let i = 0; i < theirs.length; i++) difference |= theirs.charCodeAt(i) ^ mine.charCodeAt(i)
  return difference === 0
}

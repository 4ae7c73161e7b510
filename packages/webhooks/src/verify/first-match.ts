import type { Eventually } from '../crypto/key.ts'

/**
 * Index of the first attempt that succeeds, -1 when none does. Waits only where an attempt has to: on Node.js, nothing
 * does, and a promise for each key would cost as much as the comparison.
 */
export function firstMatch(
  attempts: readonly { readonly run: () => Eventually<boolean> }[],
  from = 0,
): Eventually<number> {
  for (let index = from; index < attempts.length; index++) {
    const matched = attempts[index]?.run()
    if (matched instanceof Promise)
      return matched.then((yes) => (yes ? index : firstMatch(attempts, index + 1)))
    if (matched === true) return index
  }
  return -1
}

import type { Issue } from '@veza/protocol/schema'

/** The longest name that is repeated; the platform's own are shorter. */
const longestName = 40

/**
 * The issue with a field that the contract does not have. Names such as the platform gives are repeated; any other may
 * be a value, a token even, and is not.
 */
export function unknownField(name: string): Issue {
  const isName = name.length <= longestName && /^[a-z]+(?:_[a-z]+)*\d{0,2}$/i.test(name)
  return { path: isName ? name : '*', expected: 'absent' }
}

/** Marks text that may hold one of the two dangerous keys, plain or with its letters escaped. */
const suspicious = /"__proto__"|"constructor"|\\u00[4-7]/

/**
 * Parses JSON without the keys that poison prototypes when a caller merges the result: `__proto__`, and a
 * `constructor` that holds a `prototype`.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function parseJson(text: string): unknown {
  return suspicious.test(text) ? JSON.parse(text, withoutPoison) : JSON.parse(text)
}

function withoutPoison(key: string, value: unknown): unknown {
  if (key === '__proto__') return undefined
  const poisoned =
    key === 'constructor' && typeof value === 'object' && value !== null && 'prototype' in value
  return poisoned ? undefined : value
}

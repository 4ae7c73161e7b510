/** What of an event may stand in a log. */
export interface AnonymiseRules {
  /** Names of fields whose text, number or flag is kept as it is: kinds, states, currencies; nothing about a person. */
  readonly keep: readonly string[]
  /** Names of fields that hold ids, which become pseudonyms: the same id gives the same one. */
  readonly ids: readonly string[]
  /** Makes a pseudonym of an id. */
  readonly pseudonym: (id: string) => string
}

const deepest = 8
const longestList = 20

/**
 * A copy of an event without anything that a person could be found by. An allow-list: a field that nobody thought of
 * shows only what kind of value it holds.
 */
export function anonymise(value: unknown, rules: AnonymiseRules, depth = 0): unknown {
  if (depth > deepest) return '[deep]'
  if (Array.isArray(value)) return value.slice(0, longestList).map((item) => anonymise(item, rules, depth + 1))
  if (typeof value !== 'object' || value === null) return kindOf(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, shown(name, inner, rules, depth)]),
  )
}

function shown(name: string, value: unknown, rules: AnonymiseRules, depth: number): unknown {
  const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  if (scalar && rules.ids.includes(name)) return rules.pseudonym(String(value))
  // A long text in a field for a state is no state.
  if (scalar && rules.keep.includes(name) && String(value).length <= 64) return value
  return anonymise(value, rules, depth + 1)
}

function kindOf(value: unknown): string | null {
  return value === null || value === undefined ? null : `[${typeof value}]`
}

/** What of an event may stand in a log. */
export interface AnonymiseRules {
  /** Names of fields whose text, number or flag is kept as it is: kinds, states, currencies; nothing about a person. */
  readonly keep: readonly string[]
  /** Names of fields that hold ids of people and their things. */
  readonly ids: readonly string[]
  /** Makes a pseudonym of an id. */
  readonly pseudonym: (id: string) => string | Promise<string>
}

const deepest = 8
const mostEntries = 50

/** What names a kind or a state: a free text, which may name a person, has spaces or more. */
const plainCode = /^[\p{L}\p{N}_.:+-]{1,64}$/u

/**
 * A copy of an event without anything that a person could be found by. An allow-list: a field that nobody thought of
 * shows only what kind of value it holds.
 */
export async function anonymise(value: unknown, rules: AnonymiseRules, depth = 0): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return kindOf(value)
  if (depth >= deepest) return '[deep]'
  if (Array.isArray(value)) {
    return Promise.all(value.slice(0, mostEntries).map((item) => anonymise(item, rules, depth + 1)))
  }
  const entries = Object.entries(value).slice(0, mostEntries)
  return Object.fromEntries(
    await Promise.all(
      entries.map(async ([name, inner]) => [name, await shown(name, inner, rules, depth)] as const),
    ),
  )
}

function shown(name: string, value: unknown, rules: AnonymiseRules, depth: number): unknown {
  const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  if (scalar && rules.ids.includes(name)) return rules.pseudonym(String(value))
  if (scalar && rules.keep.includes(name) && plainCode.test(String(value))) return value
  return anonymise(value, rules, depth + 1)
}

function kindOf(value: unknown): string | null {
  return value === null || value === undefined ? null : `[${typeof value}]`
}

/** What is wrong with a JSON text. */
export type JsonFault = 'too deep' | 'a name twice' | 'a forbidden name' | 'not JSON'

const forbidden: readonly string[] = ['__proto__', 'constructor', 'prototype']

/**
 * Parses JSON from strangers. Two readers of `{"a":1,"a":2}` may each see another value, and a signature covers both; a
 * text nested a hundred thousand deep overflows whoever walks it; and a name like `__proto__` waits for a careless merge.
 * All three are refused, in one pass over the text.
 *
 * @returns the value, or what is wrong.
 */
export function parseStrictly(
  text: string,
  maxDepth = 32,
): { readonly value: unknown } | { readonly fault: JsonFault } {
  const fault = scan(text, maxDepth)
  if (fault !== undefined) return { fault }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { fault: 'not JSON' }
  }
}

/** Walks the text, not the value: by then it would be too late. */
function scan(text: string, maxDepth: number): JsonFault | undefined {
  // One set of names for each open object, one `undefined` for each open list.
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '{' || char === '[') {
      if (open.push(char === '{' ? new Set() : undefined) > maxDepth) return 'too deep'
    } else if (char === '}' || char === ']') {
      open.pop()
    } else if (char === '"') {
      const end = closingQuote(text, at)
      const names = open.at(-1)
      if (names !== undefined && isName(text, end)) {
        const fault = add(names, text.slice(at, end + 1))
        if (fault !== undefined) return fault
      }
      at = end
    }
  }
  return undefined
}

function add(names: Set<string>, written: string): JsonFault | undefined {
  let name: unknown
  try {
    // Escapes are resolved: "\u005f_proto__" is a name too.
    name = JSON.parse(written)
  } catch {
    return 'not JSON'
  }
  if (typeof name !== 'string') return 'not JSON'
  if (forbidden.includes(name)) return 'a forbidden name'
  if (names.has(name)) return 'a name twice'
  names.add(name)
  return undefined
}

function closingQuote(text: string, opening: number): number {
  for (let at = opening + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return text.length
}

/** A text followed by a colon is a name; anything else is a value. */
function isName(text: string, end: number): boolean {
  let at = end + 1
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++
  return text[at] === ':'
}

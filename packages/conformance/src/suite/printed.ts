/** Every text that a program might print of a value, on any runtime, with those of its causes. */
export function printed(value: unknown, depth = 0): string[] {
  const texts = [String(value), JSON.stringify(value) ?? '', properties(value)]
  if (!(value instanceof Error)) return texts
  const causes = value.cause === undefined || depth > 5 ? [] : printed(value.cause, depth + 1)
  return [...texts, value.message, value.stack ?? '', ...causes]
}

/** Also what JSON leaves out: properties that are not enumerable, and those of the values below. */
function properties(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null || depth > 3) return String(value)
  return Object.entries(Object.getOwnPropertyDescriptors(value))
    .map(([name, { value: item }]) => `${name}: ${properties(item, depth + 1)}`)
    .join('\n')
}

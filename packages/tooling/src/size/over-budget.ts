import type { Size, SizeBudget } from './gzipped-size.ts'

/** A budget and what was weighed. */
export type Weighed = Omit<SizeBudget, 'import'> & Omit<Size, 'builtins'>

/** Findings about code that weighs more than its budget. */
export function overBudget({ name, initial, limit, withLazy, limitWithLazy }: Weighed): string[] {
  const over = (what: string, bytes: number, most: number) =>
    bytes > most
      ? [`${name}: ${bytes} bytes gzipped ${what}, ${bytes - most} over the budget of ${most}`]
      : []
  return [...over('at once', initial, limit), ...over('with what it loads later', withLazy, limitWithLazy)]
}

/** One line for each entry: bytes and budget, at once and with what is loaded later. */
export function sizeTable(weighed: readonly Weighed[]): string[] {
  const width = Math.max(...weighed.map(({ name }) => name.length))
  const pair = (bytes: number, limit: number) =>
    `${String(bytes).padStart(6)} of ${String(limit).padStart(6)}`
  return [
    `${'gzipped bytes'.padEnd(width)}    ${'at once'.padStart(16)}    ${'with lazy parts'.padStart(16)}`,
    ...weighed.map(
      ({ name, initial, limit, withLazy, limitWithLazy }) =>
        `${name.padEnd(width)}    ${pair(initial, limit)}    ${pair(withLazy, limitWithLazy)}`,
    ),
  ]
}

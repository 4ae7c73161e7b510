import { parseSync } from 'oxc-parser'

/** The names that the source of an entry exports at run time: its exports, without the types. */
export function valueExports(source: string): string[] {
  const { module } = parseSync('index.ts', source)
  return module.staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ isType, exportName }) => !isType && exportName.kind === 'Name')
    .flatMap(({ exportName }) => exportName.name ?? [])
    .sort()
}

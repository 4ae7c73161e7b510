import { parseSync } from 'oxc-parser'

/** Every module that a TypeScript text imports or re-exports from, types included. */
export function importsOf(text: string, fileName = 'module.ts'): string[] {
  const { module } = parseSync(fileName, text)
  const imports = module.staticImports.map((found) => found.moduleRequest.value)
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  )
  // The span of `import('x')` covers its argument as written, quotes included.
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    text.slice(start, end).replaceAll(/^['"`]|['"`]$/g, ''),
  )
  return [...new Set([...imports, ...exports, ...dynamic])]
}

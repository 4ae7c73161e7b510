import { realUseNeeds, realUseProgram } from './real-use.ts'

/** A public entry, and the names that it exports at run time. */
export interface ExpectedEntry {
  readonly specifier: string
  readonly names: readonly string[]
}

/** How a program gets at the entries. */
export type ModuleStyle = 'import' | 'require'

/** Whether the entries have all that the real use needs. */
export function canUseForReal(entries: readonly ExpectedEntry[]): boolean {
  return realUseNeeds.every(([specifier, needed]) =>
    entries.some((entry) => entry.specifier === specifier && entry.names.includes(needed)),
  )
}

/** A program that loads every entry, looks for each name, and does one real thing where it can. */
export function smokeProgram(entries: readonly ExpectedEntry[], style: ModuleStyle): string {
  const lines = [
    ...entries.map(({ specifier }, index) => load(style, `* as entry${index}`, specifier)),
    'const missing = [',
    ...entries.map(
      ({ specifier, names }, index) => `  lacking('${specifier}', entry${index}, [${list(names)}]),`,
    ),
    '].flat()',
    'if (missing.length > 0) throw new Error(missing.join())',
    style === 'import'
      ? 'function lacking(specifier: string, entry: object, names: string[]): string[] {'
      : 'function lacking(specifier, entry, names) {',
    "  return names.filter((name) => Reflect.get(entry, name) === undefined).map((name) => specifier + ' lacks ' + name)",
    '}',
  ]
  if (canUseForReal(entries)) {
    lines.push(...realUseNeeds.map(([specifier, name]) => load(style, `{ ${name} }`, specifier)))
    lines.push(`async function realUse() {${realUseProgram}}`)
    lines.push('realUse().catch((error) => { console.error(error); process.exit(1) })')
  }
  return `${lines.join('\n')}\n`
}

function load(style: ModuleStyle, names: string, specifier: string): string {
  return style === 'import'
    ? `import ${names} from '${specifier}'`
    : `const ${names.replace('* as ', '')} = require('${specifier}')`
}

function list(texts: readonly string[]): string {
  return texts.map((text) => `'${text}'`).join(', ')
}

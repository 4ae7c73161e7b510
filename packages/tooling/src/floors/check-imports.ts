/** One file and what it imports. */
export interface Importing {
  /** Path from the top of the repository. */
  readonly path: string
  /** Path below the package: `src/node/index.ts`. */
  readonly inPackage: string
  readonly imports: readonly string[]
}

/** Where the files of a package may import from. */
export interface ImportRules {
  /** Names of its runtime dependencies and peers. */
  readonly dependencies: readonly string[]
  /** Every public entry of the workspace: `@veza/resilience/catalog`. */
  readonly entries: ReadonlySet<string>
}

/** Findings about imports of undeclared workspace packages, of their insides, or out of the package by a path. */
export function checkImports(files: readonly Importing[], { dependencies, entries }: ImportRules): string[] {
  return files.flatMap(({ path, inPackage, imports }) =>
    imports.flatMap((specifier) => {
      if (leavesPackage(inPackage, specifier))
        return [`${path} imports ${specifier}, which lies outside its package`]
      if (!specifier.startsWith('@veza/')) return []
      const name = specifier.split('/', 2).join('/')
      if (!dependencies.includes(name))
        return [`${path} imports ${specifier}, but ${name} is not a dependency`]
      return entries.has(specifier) ? [] : [`${path} imports ${specifier}, which is not a public entry`]
    }),
  )
}

function leavesPackage(inPackage: string, specifier: string): boolean {
  if (!specifier.startsWith('.')) return false
  const path = new URL(specifier, `file:///package/${inPackage}`).pathname
  return !path.startsWith('/package/src/')
}

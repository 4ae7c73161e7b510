/** The parts of a package.json that the build and the gates read. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly type?: string
  readonly sideEffects?: boolean
  readonly license?: string
  readonly bin?: unknown
  readonly engines?: { readonly node?: string }
  readonly exports?: Readonly<Record<string, unknown>>
  /** Modules of the package itself of which each runtime gets its own. */
  readonly imports?: Readonly<Record<string, unknown>>
  readonly publishConfig?: {
    readonly exports?: Readonly<Record<string, unknown>>
    readonly imports?: Readonly<Record<string, unknown>>
  }
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** What a consumer of the package gets installed: the names of its dependencies and peers. */
export function runtimeDependencies(manifest: Manifest): string[] {
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
}

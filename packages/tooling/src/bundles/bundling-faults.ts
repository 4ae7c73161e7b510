import { type BuildFailure, build } from 'esbuild'

/** Where bundles run that have no Node.js, and the export conditions that bundlers use for them. */
const targets = {
  browser: ['browser'],
  Worker: ['workerd', 'worker', 'browser'],
} as const

/** What is bundled. */
export interface Bundled {
  /** What a user imports: `@veza/client`. */
  readonly specifier: string
  /** Where it is resolved from. */
  readonly dir: string
}

/**
 * Findings about an entry that cannot be bundled for a browser or a Worker, above all since a Node.js module would get
 * into the bundle. It bundles the built `dist`, with all that it may load later.
 */
export async function bundlingFaults({ specifier, dir }: Bundled): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(targets).map(async ([target, conditions]) =>
      (await faults(specifier, dir, conditions)).map((text) => `${specifier} for a ${target}: ${text}`),
    ),
  )
  return found.flat()
}

async function faults(specifier: string, dir: string, conditions: readonly string[]): Promise<string[]> {
  try {
    await build({
      stdin: { contents: `export * from '${specifier}'`, resolveDir: dir },
      absWorkingDir: dir,
      bundle: true,
      write: false,
      format: 'esm',
      // Knows no module of Node.js: an import of one cannot be resolved.
      platform: 'browser',
      conditions: [...conditions],
      target: 'es2023',
      logLevel: 'silent',
    })
    return []
  } catch (error) {
    const { errors } = error as BuildFailure
    return errors.map(({ text, location }) => `${location?.file ?? '?'}: ${text}`)
  }
}

import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type IConfigFile,
} from '@microsoft/api-extractor'
import type { Entry } from '../workspace/entry.ts'
import { root } from '../workspace/root.ts'
import { publicPackages, type WorkspacePackage } from '../workspace/workspace-package.ts'

/** The API report of one public entry. */
export interface ApiReport {
  readonly specifier: string
  /** The committed report, from the top of the repository. */
  readonly committed: string
  /** The report of the present build, as an absolute path. */
  readonly current: string
  readonly text: string
  readonly changed: boolean
  /** What api-extractor calls an error. */
  readonly errors: readonly string[]
}

/**
 * Makes the API report of every public entry from the built declarations, with one TypeScript program for all.
 *
 * @param accept - write what changed to `packages/<package>/api`.
 */
export function reportApis(accept: boolean): ApiReport[] {
  const tasks = publicPackages().flatMap((pkg) =>
    pkg.entries.map((entry) => ({ pkg, entry, config: configFor(pkg, entry) })),
  )
  const [first, ...others] = tasks
  if (first === undefined) return []
  const compilerState = CompilerState.create(first.config, {
    additionalEntryPoints: others.map(({ config }) => config.mainEntryPointFilePath),
  })
  return tasks.map(({ pkg, entry, config }) => {
    const errors: string[] = []
    if (accept) mkdirSync(join(pkg.dir, 'api'), { recursive: true })
    const { apiReportChanged } = Extractor.invoke(config, {
      localBuild: accept,
      compilerState,
      messageCallback: (message) => {
        if (message.logLevel === ExtractorLogLevel.Error) errors.push(message.text)
        message.handled = true
      },
    })
    const current = config.reportTempFilePath
    return {
      specifier: entry.specifier,
      committed: relative(root, config.reportFilePath),
      current,
      text: readFileSync(current, 'utf8'),
      changed: apiReportChanged || !existsSync(config.reportFilePath),
      errors,
    }
  })
}

function configFor({ dir, folder }: WorkspacePackage, { name, output }: Entry): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: dir,
      mainEntryPointFilePath: join(dir, 'dist', `${output}.d.ts`),
      newlineKind: 'lf',
      compiler: { overrideTsconfig: tsconfig },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder: join(dir, 'api'),
        reportTempFolder: join(root, 'packages/tooling/node_modules/.api', folder),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages,
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(dir, 'package.json'),
  })
}

/** As a user compiles against the declarations; api-extractor brings its own TypeScript. */
const tsconfig = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  },
}

const error = { logLevel: ExtractorLogLevel.Error, addToApiReportFile: false } as const
const silent = { logLevel: ExtractorLogLevel.None } as const

const messages: NonNullable<IConfigFile['messages']> = {
  compilerMessageReporting: { default: error },
  extractorMessageReporting: {
    default: error,
    // Everything exported is public here: release tags would only repeat that.
    'ae-missing-release-tag': silent,
    // The report's own "(undocumented)" marks are read instead: they tell exports from members.
    'ae-undocumented': silent,
    'ae-unresolved-link': silent,
    'ae-forgotten-export': { logLevel: ExtractorLogLevel.None, addToApiReportFile: true },
  },
  tsdocMessageReporting: { default: silent },
}

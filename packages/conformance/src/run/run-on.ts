import type { Report } from '../suite/report.ts'
import type { RuntimeKind } from '../suite/runtime-kind.ts'
import { type Patience, runProgram } from './run-program.ts'
import type { Launch } from './runtime.ts'
import { startSandbox } from './sandbox-process.ts'

/** What came of running the suite once. */
export interface RuntimeRun {
  /** `undefined` when the program ended without one. */
  readonly report: Report | undefined
  /** All that the program printed, but its report. */
  readonly output: string
  /** How long it took, in milliseconds. */
  readonly ms: number
  /** Whether the program printed a secret. */
  readonly leaked: boolean
  /** Whether it did not end by itself. */
  readonly lingered: boolean
}

/** Where the suite is, and what starts a sandbox. */
export interface RunPlace {
  readonly folder: string
  /** Arguments of Node.js that start the `veza-sandbox` command. */
  readonly sandboxCommand: readonly string[]
}

const marker = 'CONFORMANCE '

/**
 * Runs the suite in one runtime, against a sandbox of its own.
 *
 * @param launch - starts the program.
 * @param patience - @defaultValue minutes for all, seconds after the report
 */
export async function runOn(
  kind: RuntimeKind,
  launch: Launch,
  { folder, sandboxCommand }: RunPlace,
  patience?: Patience,
): Promise<RuntimeRun> {
  const startedAt = performance.now()
  await using sandbox = await startSandbox(sandboxCommand)
  const { baseUrl, apiKey } = sandbox
  const env = {
    ...launch.env,
    CONFORMANCE: JSON.stringify({ kind, sandbox }),
    VEZA_API_KEY: apiKey,
    VEZA_BASE_URL: baseUrl,
    NO_COLOR: '1',
  }
  const { stdout, output, lingered } = await runProgram({ ...launch, env }, folder, marker, patience)
  const line = stdout.split('\n').find((text) => text.startsWith(marker))
  const printed = (line === undefined ? output : output.replace(line, '')).trim()
  return {
    report: line === undefined ? undefined : (JSON.parse(line.slice(marker.length)) as Report),
    output: printed,
    ms: performance.now() - startedAt,
    leaked: printed.includes(apiKey) || printed.includes('canary-'),
    lingered,
  }
}

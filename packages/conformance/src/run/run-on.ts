import { run } from '@veza/tooling'
import type { RuntimeKind } from '../suite/case.ts'
import type { Report } from '../suite/report.ts'
import type { Launch } from './runtime.ts'
import { startSandbox } from './sandbox-process.ts'

/** What came of running the suite once. */
export interface RuntimeRun {
  /** `undefined` when the program ended without one. */
  readonly report: Report | undefined
  /** All that the program printed, but its report. */
  readonly output: string
  readonly ms: number
  /** Secrets of the run that the program printed. */
  readonly leaked: boolean
}

const marker = 'CONFORMANCE '

/**
 * Runs the suite in one runtime, against a sandbox of its own.
 *
 * @param launch - starts the program.
 * @param folder - where it works.
 * @param sandboxCommand - arguments of Node.js that start the sandbox.
 */
export async function runOn(
  kind: RuntimeKind,
  { program, args, env }: Launch,
  folder: string,
  sandboxCommand: readonly string[],
): Promise<RuntimeRun> {
  const startedAt = performance.now()
  await using sandbox = await startSandbox(sandboxCommand)
  const { baseUrl, apiKey } = sandbox
  const { output, stdout } = await run(program, args, folder, {
    ...env,
    CONFORMANCE: JSON.stringify({ kind, sandbox }),
    VEZA_API_KEY: apiKey,
    VEZA_BASE_URL: baseUrl,
    NO_COLOR: '1',
  })
  const line = stdout.split('\n').find((text) => text.startsWith(marker))
  const printed = line === undefined ? output : output.replace(line, '').trim()
  return {
    report: line === undefined ? undefined : (JSON.parse(line.slice(marker.length)) as Report),
    output: printed,
    ms: performance.now() - startedAt,
    leaked: printed.includes(apiKey) || printed.includes('canary-'),
  }
}

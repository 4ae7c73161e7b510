import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { snippetsFolder } from './write-snippets.ts'

/** What the runner reports about one snippet. */
export interface SnippetReport {
  readonly fileName: string
  /** Why it failed; `undefined` when it did not. */
  readonly failure: string | undefined
}

const runner = fileURLToPath(new URL('../snippet-runner.ts', import.meta.url))

/** Longer than the limit of one snippet: only a program that blocks the process gets here. */
const silenceMs = 30_000

/**
 * Runs snippets one after the other in a child process; a snippet that ends the process fails, and the others go on
 * in a new one.
 *
 * @param fileNames - the written files.
 * @returns why each file that failed did so, by its name.
 */
export async function runSnippets(
  fileNames: readonly string[],
  folder = snippetsFolder,
): Promise<Map<string, string>> {
  const failures = new Map<string, string>()
  let rest = fileNames
  while (rest.length > 0) {
    const reports: SnippetReport[] = []
    const how = await runInChild(rest, folder, (report) => reports.push(report))
    for (const { fileName, failure } of reports) if (failure !== undefined) failures.set(fileName, failure)
    rest = rest.slice(reports.length)
    const [culprit, ...others] = rest
    if (culprit === undefined) break
    failures.set(culprit, how)
    rest = others
  }
  return failures
}

function runInChild(
  fileNames: readonly string[],
  folder: string,
  onReport: (report: SnippetReport) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = fork(runner, [...fileNames], {
      cwd: folder,
      execArgv: ['--conditions=@veza/source'],
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk
      })
    }
    const watchdog = setTimeout(() => child.kill('SIGKILL'), silenceMs)
    child.on('message', (message) => {
      watchdog.refresh()
      output = ''
      onReport(message as SnippetReport)
    })
    child.once('error', reject)
    child.once('close', (code, signal) =>
      resolve(`it ended the process (${signal ?? code})\n${output}`.trim()),
    )
  })
}

// Child process of run-snippets.ts: runs the files named as arguments, one after the other, and reports on each.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serveSandbox } from '@veza/sandbox/node'
import { runSnippet } from './snippets/run-snippet.ts'
import type { SnippetReport } from './snippets/run-snippets.ts'

// An error that comes after its snippet was reported must not end the process.
process.on('uncaughtException', console.error).on('unhandledRejection', console.error)

for (const fileName of process.argv.slice(2)) {
  await using sandbox = await serveSandbox()
  process.env['VEZA_API_KEY'] = sandbox.apiKey
  process.env['VEZA_BASE_URL'] = sandbox.baseUrl
  process.env['VEZA_REALTIME_URL'] = sandbox.realtimeUrl
  const failure = await runSnippet(() => import(pathToFileURL(join(process.cwd(), fileName)).href))
  await report({ fileName, failure })
}
process.exit()

function report(message: SnippetReport): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()))
}

import { existsSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { reportApis } from '../api/report-apis.ts'
import { undocumentedExports } from '../api/undocumented-exports.ts'
import { root } from '../workspace/root.ts'
import { run } from '../workspace/run.ts'
import type { GateResult } from './gate.ts'

const maxDiffLines = 60

/** The public API is what the committed reports say, and every export has a TSDoc comment. */
export async function apiGate(): Promise<GateResult> {
  const findings: string[] = []
  const reports = reportApis(false)
  for (const { specifier, committed, current, text, changed, errors } of reports) {
    findings.push(...errors.map((error) => `${specifier}: ${error}`))
    findings.push(...undocumentedExports(text).map((name) => `${specifier}: ${name} has no TSDoc comment`))
    if (changed) findings.push(await difference(committed, current))
  }
  return { findings, note: `${reports.length} entries` }
}

async function difference(committed: string, current: string): Promise<string> {
  const old = existsSync(join(root, committed)) ? committed : devNull
  const diff = await run('git', ['diff', '--no-index', '--no-color', '-U1', '--', old, current])
  const lines = diff.output.split('\n').filter((line) => !/^(diff|index|---|\+\+\+|new file)/.test(line))
  const shown = lines.slice(0, maxDiffLines).join('\n')
  const rest = lines.length > maxDiffLines ? `\n… and ${lines.length - maxDiffLines} lines more` : ''
  return `${committed} differs from the build; to accept: pnpm --filter @veza/tooling api:update\n${shown}${rest}`
}

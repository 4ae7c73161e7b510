import { binary } from '../workspace/binary.ts'
import { run } from '../workspace/run.ts'
import type { GateResult } from './gate.ts'

/** Runs a command-line tool; what it prints is the finding when it fails. */
export async function toolGate(tool: string, args: readonly string[]): Promise<GateResult> {
  const { ok, output } = await run(binary(tool), args)
  return { findings: ok ? [] : [output || `${tool} failed and printed nothing`] }
}

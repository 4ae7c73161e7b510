import type { Gate, GateResult } from './gate.ts'

/**
 * Runs every gate in turn, also after a failure, and prints a line for each and one for all.
 *
 * @returns how many gates failed.
 */
export async function runGates(gates: readonly Gate[], print: (line: string) => void): Promise<number> {
  let failed = 0
  for (const gate of gates) {
    const start = performance.now()
    const { findings, note, table = [] } = await settle(gate)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    if (findings.length > 0) failed++
    const state = findings.length > 0 ? 'failed' : 'ok    '
    print(`${state} ${gate.name.padEnd(18)} ${seconds.padStart(5)} s${note ? `  ${note}` : ''}`)
    for (const line of [...table, ...findings]) print(line.replaceAll(/^/gm, '       '))
  }
  print(`gates: ${gates.length - failed} passed, ${failed} failed`)
  return failed
}

async function settle(gate: Gate): Promise<GateResult> {
  try {
    return await gate.run()
  } catch (error) {
    return { findings: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  }
}

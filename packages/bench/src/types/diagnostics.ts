/** What the compiler says of a program. */
export interface Diagnostics {
  /** Lines of all files, declarations of libraries included. */
  readonly lines: number
  readonly memoryBytes: number
}

/**
 * Reads the figures that `tsc --extendedDiagnostics` prints.
 *
 * @throws Error when they are not there.
 */
export function readDiagnostics(output: string): Diagnostics {
  const lines = /^Lines:\s+(\d+)$/m.exec(output)?.[1]
  const memory = /^Memory used:\s+(\d+)K$/m.exec(output)?.[1]
  if (lines === undefined || memory === undefined) throw new Error(`tsc printed no diagnostics:\n${output}`)
  return { lines: Number(lines), memoryBytes: Number(memory) * 1024 }
}

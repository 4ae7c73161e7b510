import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/**
 * Runs a program in a process of its own.
 *
 * @param tell - is told of each value as it comes, and may end what the program reads.
 * @returns what it prints, a value of JSON in each line.
 */
export async function runChild<T>(
  program: URL,
  args: readonly string[],
  tell: (value: T, goOn: () => void) => void = () => {},
): Promise<T[]> {
  const file = fileURLToPath(program)
  const child = spawn(process.execPath, ['--expose-gc', '--conditions=@veza/source', file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  const values: T[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const value = JSON.parse(line) as T
    values.push(value)
    tell(value, () => child.stdin.end())
  }
  const [code] = (await closed) as [number]
  if (code !== 0) throw new Error(`${file} ended with ${code}`)
  return values
}

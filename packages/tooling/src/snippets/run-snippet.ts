import { setTimeout as sleep } from 'node:timers/promises'

const exited = Symbol('a snippet called process.exit(0)')

/**
 * Runs one program in this process and says why it failed: it threw, left a promise rejected, set an exit code, or
 * did not come to its end.
 *
 * @param start - loads the program.
 */
export async function runSnippet(
  start: () => Promise<unknown>,
  limitMs = 15_000,
): Promise<string | undefined> {
  const trap = Promise.withResolvers<never>()
  const onError = (error: unknown) => trap.reject(error)
  process.on('uncaughtException', onError).on('unhandledRejection', onError)
  const exit = process.exit.bind(process)
  process.exit = (code) => {
    throw code === undefined || Number(code) === 0 ? exited : new Error(`process.exit(${code})`)
  }
  const timer = new AbortController()
  try {
    const tooSlow = sleep(limitMs, undefined, { signal: timer.signal }).then(() => {
      throw new Error(`it did not end within ${limitMs} ms`)
    })
    await Promise.race([settle(start), trap.promise, tooSlow])
    return process.exitCode ? `it set process.exitCode to ${process.exitCode}` : undefined
  } catch (error) {
    if (error === exited) return undefined
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  } finally {
    timer.abort()
    process.exitCode = undefined
    process.exit = exit
    process.off('uncaughtException', onError).off('unhandledRejection', onError)
  }
}

/** A program is over when its timers are: what it left rejected, or throws late, is its failure and no later one's. */
async function settle(start: () => Promise<unknown>): Promise<void> {
  const before = pendingTimers()
  await start()
  do await new Promise(setImmediate)
  while (pendingTimers() > before)
}

function pendingTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
}

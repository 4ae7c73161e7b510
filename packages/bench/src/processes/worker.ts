import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answered, Asked } from './answering.ts'
import type { Tasks } from './tasks.ts'

type Input<K extends keyof Tasks> = Parameters<Tasks[K]> extends [infer I] ? I : undefined

/** A child process that does one task at a time. */
export interface Worker extends AsyncDisposable {
  /** @throws Error when the task fails or the process ends. */
  run<K extends keyof Tasks>(task: K, input: Input<K>): Promise<Awaited<ReturnType<Tasks[K]>>>
}

/**
 * Starts a process for one contender or the server.
 *
 * @param nodeOptions - further options of Node.js.
 */
export function startWorker(nodeOptions: readonly string[] = []): Worker {
  const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), {
    // Not this process's own: a test runner's would follow.
    execArgv: ['--expose-gc', ...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    async run(task, input) {
      const answered = await ask(child, { task, input })
      if (!answered.ok) throw new Error(`${task} failed: ${answered.error}`)
      // What the other process sent is as its task gave it.
      return answered.output as never
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

function ask(child: ChildProcess, asked: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', onMessage).off('exit', onExit).off('error', onError)
    }
    const onMessage = (answered: unknown) => {
      settle()
      resolve(answered as Answered)
    }
    const onExit = (code: number | null, signal: string | null) => {
      settle()
      reject(new Error(`${asked.task}: the process ended (${signal ?? code})`))
    }
    const onError = (error: Error) => {
      settle()
      reject(error)
    }
    child.on('message', onMessage).on('exit', onExit).on('error', onError)
    if (child.connected) child.send(asked)
    else onExit(child.exitCode, child.signalCode)
  })
}

import { loadAdapter } from '../contenders/load-adapter.ts'

/** Some messages to receive. */
export interface ReceiveTask {
  readonly adapter: string
  readonly wire: string
  /** Where the server of feeds is. */
  readonly server: string
  /** How many come before those that are measured: V8 compiles a path after thousands of calls. */
  readonly warmUp: number
  readonly messages: number
}

/** What they cost. */
export interface ReceiveCost {
  /** Processor time of the whole process for each message, collector and compiler threads included. */
  readonly cpuUs: number
  readonly perSecond: number
}

/**
 * Receives messages and measures what they cost this process.
 *
 * @throws Error where one is missing, or comes twice: who loses messages would win every race.
 */
export async function receiveMessages(task: ReceiveTask): Promise<ReceiveCost> {
  const { adapter, wire, server, warmUp, messages } = task
  const connect = await loadAdapter(adapter)
  const all = warmUp + messages
  const done = Promise.withResolvers<ReceiveCost>()
  let count = 0
  let last: number | undefined
  let before = process.cpuUsage()
  let startedAt = 0
  const got = (id: number) => {
    if (last !== undefined && id !== last + 1) done.reject(new Error(`${id} came after ${last}`))
    last = id
    count++
    if (count === warmUp) {
      before = process.cpuUsage()
      startedAt = performance.now()
    } else if (count === all) {
      const { user, system } = process.cpuUsage(before)
      const elapsedMs = performance.now() - startedAt
      done.resolve({ cpuUs: (user + system) / messages, perSecond: (1000 * messages) / elapsedMs })
    }
  }
  await connect(`${server}/${wire}/${all}`, got)
  return done.promise
}

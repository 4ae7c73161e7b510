import type { CallName, Client, ClientOptions } from '../contenders/client.ts'
import { checkAnswers, loadClient } from '../contenders/load-client.ts'
import { takeExam } from '../exam/take-exam.ts'
import { measureLeaks } from '../leaks/measure-leaks.ts'
import type { Turn } from '../mapping/turn-taker.ts'
import { measureReading, type ReadingPlan } from '../reading/measure-reading.ts'
import { type HoldTask, holdConnections } from '../realtime/memory/hold-connections.ts'
import { type ReceiveTask, receiveMessages } from '../realtime/receive/receive-messages.ts'
import { answerAtOnce, type Served, serve } from '../server/serve.ts'
import { runSlice, type Slice } from '../speed/run-slice.ts'

interface ReadTask {
  readonly way: string
  readonly list: string
  readonly forMs: number
}

interface LeakTask {
  readonly name: string
  readonly calls: number
  readonly sharedSignal: boolean
}

/** What a child process can be asked to do; the state is its own. */
export function createTasks() {
  const clients = new Map<string, Client>()
  const servers: Served[] = []
  const turns = new Map<string, Turn>()
  const client = (name: string): Client => {
    const loaded = clients.get(name)
    if (loaded === undefined) throw new Error(`${name} was not loaded`)
    return loaded
  }
  return {
    /** Starts the measured server; gives its address. */
    async serve(): Promise<string> {
      const server = await serve(answerAtOnce)
      servers.push(server)
      return server.url
    },
    /** Starts the server of messages; gives its address. */
    async serveFeeds(): Promise<string> {
      // Only one process needs it.
      const { serveFeeds } = await import('../realtime/feed/serve-feeds.ts')
      const server = await serveFeeds()
      servers.push(server)
      return server.url
    },
    /** Receives messages and measures what they cost. */
    receive: (task: ReceiveTask) => receiveMessages(task),
    /** Holds idle connections and looks at the memory. */
    hold: (task: HoldTask) => holdConnections(task),
    /** Loads a contender and checks its answers; gives the calls it has. */
    async load({ name, ...options }: ClientOptions & { readonly name: string }): Promise<CallName[]> {
      const loaded = await loadClient(name, options)
      await checkAnswers(name, loaded)
      clients.set(name, loaded)
      return (['get', 'list', 'post'] as const).filter((call) => loaded[call] !== undefined)
    },
    /** Measures one slice of calls. */
    slice: ({ name, ...slice }: Slice & { readonly name: string }) => runSlice(client(name), slice),
    /** Measures what models cost beside their JSON. */
    reading: (plan: ReadingPlan) => measureReading(plan),
    /** Reads a list in one way; gives microseconds for one list. */
    async read({ way, list, forMs }: ReadTask): Promise<number> {
      // Not for every process that knows this task.
      const { turnTaker } = await import('../mapping/turn-taker.ts')
      const name = `${way} of ${list}`
      const turn = turns.get(name) ?? turnTaker(way, list)
      turns.set(name, turn)
      return turn(forMs)
    },
    /** Makes a contender sit the retry exam. */
    exam: ({ name }: { readonly name: string }) => takeExam((options) => loadClient(name, options)),
    /** Sees what many calls leave behind. */
    leaks: ({ name, calls, sharedSignal }: LeakTask) => measureLeaks(client(name), calls, sharedSignal),
  }
}

/** The tasks by name. */
export type Tasks = ReturnType<typeof createTasks>

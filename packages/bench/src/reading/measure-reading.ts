import { payloads } from '../server/payloads.ts'
import { type Spread, spread } from '../statistics/spread.ts'

/** What it costs to make models of an answer, beside parsing its JSON. */
export interface ReadingRow {
  readonly validation: 'off' | 'warn' | 'strict'
  /** Microseconds to parse the list of 100. */
  readonly parseUs: Spread
  /** Validation and mapping of the list, over that. */
  readonly overParse: Spread
}

/** How much to measure. */
export interface ReadingPlan {
  readonly rounds: number
  /** Calls in each slice. */
  readonly calls: number
}

/**
 * Measures validation and mapping as a user has them: a call for the list as models, less the same call for the JSON as
 * it is. No network is in it: a transport of its own answers at once.
 */
export async function measureReading({ rounds, calls }: ReadingPlan): Promise<ReadingRow[]> {
  // Not for every process that knows this task.
  const { Veza } = await import('@veza/client')
  const text = payloads.list.toString()
  const headers = new Headers({ 'content-type': 'application/json' })
  const veza = new Veza({
    apiKey: 'veza_test_bench',
    baseUrl: 'http://127.0.0.1:9',
    transport: async () => ({ status: 200, headers, body: null, content: text }),
  })
  const list = { page: 1, limit: 100 }
  const plain = () => veza.request({ method: 'GET', path: '/users', query: list })
  const rows: ReadingRow[] = []
  for (const validation of ['off', 'warn', 'strict'] as const) {
    const parseUs: number[] = []
    const overParse: number[] = []
    const models = () => veza.users.list({ ...list, validation }).first()
    for (let round = -3; round < rounds; round++) {
      const parsed = await cpuUs(calls, async () => JSON.parse(text))
      const read = (await cpuUs(calls, models)) - (await cpuUs(calls, plain))
      if (round < 0) continue
      parseUs.push(parsed)
      overParse.push(read / parsed)
    }
    rows.push({ validation, parseUs: spread(parseUs), overParse: spread(overParse) })
  }
  return rows
}

async function cpuUs(calls: number, one: () => PromiseLike<unknown>): Promise<number> {
  globalThis.gc?.({ type: 'minor' })
  const before = process.cpuUsage()
  for (let call = 0; call < calls; call++) await one()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / calls
}

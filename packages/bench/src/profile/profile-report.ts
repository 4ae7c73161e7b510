import { loadClient } from '../contenders/load-client.ts'
import { startWorker } from '../processes/worker.ts'
import { speedCases } from '../speed/cases.ts'
import type { Hot } from './hot-functions.ts'
import { profileCalls } from './profile-calls.ts'

/** How many of the hottest functions are told. */
const most = 45

/**
 * Says where the time of a contender's calls goes, by package and by function.
 *
 * @param name - a contender.
 * @param wanted - a case of the speed comparison.
 * @param times - how many slices' worth of calls to look at.
 */
export async function profileReport(name: string, wanted: string, times = 12): Promise<string> {
  const one = speedCases.find((known) => known.name === wanted)
  if (one === undefined) throw new Error(`The cases are ${speedCases.map((known) => known.name).join(', ')}`)
  await using server = startWorker()
  const client = await loadClient(name, { baseUrl: await server.run('serve', undefined) })
  const { functions, packages } = await profileCalls(client, {
    ...one,
    requests: Math.max(one.concurrency, Math.round(times * one.requests)),
  })
  await client.close?.()
  const head = `${name}, ${one.title}: share of the time`
  return [head, ...packages.map(line), '', ...functions.slice(0, most).map(line)].join('\n')
}

function line({ name, percent }: Hot): string {
  return `${percent.toFixed(1).padStart(5)} %  ${name}`
}

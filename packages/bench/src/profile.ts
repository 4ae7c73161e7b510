// `pnpm --filter @veza/bench profile [contender] [case]`: where the time of its calls goes.
import { loadClient } from './contenders/load-client.ts'
import { startWorker } from './processes/worker.ts'
import { profileCalls } from './profile/profile-calls.ts'
import { speedCases } from './speed/cases.ts'

const [name = 'veza', wanted = 'get-64'] = process.argv.slice(2)
const one = speedCases.find((known) => known.name === wanted)
if (one === undefined) throw new Error(`Write one of ${speedCases.map((known) => known.name).join(', ')}`)
await using server = startWorker()
const client = await loadClient(name, { baseUrl: await server.run('serve', undefined) })
const { functions, packages } = await profileCalls(client, { ...one, requests: 12 * one.requests })
const line = ({ name: what, percent }: { name: string; percent: number }) => `${percent.toFixed(1).padStart(5)} %  ${what}`
console.log([`${name}, ${one.title}, self time`, ...packages.map(line), '', ...functions.slice(0, 45).map(line)].join('\n'))
await client.close?.()

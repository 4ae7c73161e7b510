import { parseArgs } from 'node:util'
import { chaosPlan } from './chaos-plan.ts'
import { chaosFaults, chaosTable } from './chaos-table.ts'
import { guideChaosClient } from './contrast/guide-chaos-client.ts'
import { partysocketChaosClient } from './contrast/partysocket-chaos-client.ts'
import { type ChaosProtocol, runChaos } from './run-chaos.ts'
import { VezaClient } from './veza-client.ts'

const usage = `usage: pnpm chaos:realtime --seed 1 --cuts 1000 --down 200000 --up 20000 --protocol veza.v2|veza.v1|none
       --contrast  the guide's sample client and partysocket as well, with a tenth of it`

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cuts: { type: 'string', default: '1000' },
    down: { type: 'string', default: '200000' },
    up: { type: 'string', default: '20000' },
    protocol: { type: 'string', default: 'veza.v2' },
    contrast: { type: 'boolean', default: false },
  },
})
const [seed, cuts, down, up] = [values.seed, values.cuts, values.down, values.up].map(Number)
const isProtocol = (value: string): value is ChaosProtocol => ['veza.v2', 'veza.v1', 'none'].includes(value)
if (!isProtocol(values.protocol) || ![seed, cuts, down, up].every(Number.isSafeInteger)) {
  console.error(usage)
  process.exit(2)
}

const { protocol } = values
const exact = protocol === 'veza.v2'
const plan = chaosPlan(Number(seed), Number(cuts), Number(down), Number(up))
const report = await runChaos({ plan, protocol, makeClient: VezaClient.connect })
console.log(chaosTable(`@veza/realtime, ${protocol}, seed ${seed}`, report))
if (values.contrast) {
  const tenth = (value: number | undefined) => Math.ceil(Number(value) / 10)
  const shorter = chaosPlan(Number(seed), tenth(cuts), tenth(down), tenth(up))
  const others = { "the guide's sample": guideChaosClient, partysocket: partysocketChaosClient }
  for (const [name, makeClient] of Object.entries(others)) {
    const options = { plan: shorter, protocol: 'none', makeClient, patienceMs: 1000, helps: true } as const
    console.log(chaosTable(`${name}, seed ${seed}`, await runChaos(options)))
  }
}
const faults = chaosFaults(report, { downInOrder: exact, upExact: exact })
for (const fault of faults) console.error(`FAULT ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1

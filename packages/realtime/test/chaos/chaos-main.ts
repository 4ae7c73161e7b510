import { parseArgs } from 'node:util'
import { chaosPlan } from './chaos-plan.ts'
import { chaosFaults, chaosTable } from './chaos-table.ts'
import { guideChaosClient } from './contrast/guide-chaos-client.ts'
import { partysocketChaosClient } from './contrast/partysocket-chaos-client.ts'
import { otherProofs } from './other-proofs.ts'
import { type ChaosProtocol, runChaos } from './run-chaos.ts'
import { VezaClient } from './veza-client.ts'

const usage = `usage: pnpm chaos:realtime --seed 1 --cuts 1000 --down 200000 --up 20000 --protocol veza.v2|veza.v1|none
  --contrast          the guide's sample client and partysocket as well, with a tenth of it
instead of that
  --model 10000       random schedules in virtual time against a model
  --cycles 100000     conversations that begin and end
  --pressure 256      megabytes for a peer that does not read
  --half-open 3       peers that are gone without a word`

const text = { type: 'string' } as const

function defaultTo(value: string): { type: 'string'; default: string } {
  return { ...text, default: value }
}

const { values } = parseArgs({
  options: {
    seed: defaultTo('1'),
    cuts: defaultTo('1000'),
    down: defaultTo('200000'),
    up: defaultTo('20000'),
    protocol: defaultTo('veza.v2'),
    contrast: { type: 'boolean', default: false },
    model: text,
    cycles: text,
    pressure: text,
    'half-open': text,
  },
})
const seed = Number(values.seed)
const others = Object.entries(otherProofs).flatMap(([name, prove]) => {
  const amount = values[name as keyof typeof values]
  return amount === undefined ? [] : [{ prove, amount: Number(amount) }]
})

async function main(): Promise<boolean> {
  for (const { prove, amount } of others) if (!(await prove(amount, seed))) return false
  return others.length > 0 || chaos()
}

async function chaos(): Promise<boolean> {
  const [cuts, down, up] = [Number(values.cuts), Number(values.down), Number(values.up)]
  const { protocol, contrast } = values
  if (!isProtocol(protocol)) throw new TypeError(usage)
  const exact = protocol === 'veza.v2'
  const plan = chaosPlan(seed, cuts, down, up)
  const report = await runChaos({ plan, protocol, makeClient: VezaClient.connect })
  console.log(chaosTable(`@veza/realtime, ${protocol}, seed ${seed}`, report))
  if (contrast) await contrasts(cuts, down, up)
  const faults = chaosFaults(report, { downInOrder: exact, upExact: exact })
  for (const fault of faults) console.error(`FAULT ${fault}`)
  return faults.length === 0
}

async function contrasts(cuts: number, down: number, up: number): Promise<void> {
  const plan = chaosPlan(seed, Math.ceil(cuts / 10), Math.ceil(down / 10), Math.ceil(up / 10))
  const clients = { "the guide's sample": guideChaosClient, partysocket: partysocketChaosClient }
  for (const [name, makeClient] of Object.entries(clients)) {
    const options = { plan, protocol: 'none', makeClient, patienceMs: 1000, helps: true } as const
    console.log(chaosTable(`${name}, seed ${seed}`, await runChaos(options)))
  }
}

function isProtocol(value: string): value is ChaosProtocol {
  return ['veza.v2', 'veza.v1', 'none'].includes(value)
}

const numbers = [seed, values.cuts, values.down, values.up, ...others.map(({ amount }) => amount)]
if (
  !isProtocol(values.protocol) ||
  !numbers.map(Number).every((value) => Number.isSafeInteger(value) && value >= 0)
) {
  console.error(usage)
  process.exitCode = 2
} else process.exitCode = (await main()) ? 0 : 1

import { parseArgs } from 'node:util'
import { runStorm } from './run-storm.ts'

const usage = 'usage: pnpm storm:realtime --clients 5000 --processes 2'
const { values } = parseArgs({
  options: { clients: { type: 'string', default: '5000' }, processes: { type: 'string', default: '2' } },
})
const [clients, processes] = [Number(values.clients), Number(values.processes)]
if (!Number.isSafeInteger(clients) || !Number.isSafeInteger(processes) || clients < 1 || processes < 1) {
  console.error(usage)
  process.exit(2)
}

const mostMs = 10_000
const mostAccepts = 400
const { back, failed, lastBackMs, peak, extra } = await runStorm({ clients, processes, firstDelayMs: 5000 })
console.log(`${back} of ${clients} clients are back after ${lastBackMs} ms, ${failed} failed`)
console.log(`at most ${peak} connections in 100 ms, ${extra} connections more than needed`)
const isGood = back >= clients && failed === 0 && lastBackMs <= mostMs && peak <= mostAccepts
if (!isGood)
  console.error(`FAULT within ${mostMs} ms, ${mostAccepts} in 100 ms and without a failure was wanted`)
process.exitCode = isGood ? 0 : 1

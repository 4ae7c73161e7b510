import { parseArgs } from 'node:util'
import { fuzz } from './support/fuzz.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const [runs, seed] = [Number(values.runs), Number(values.seed)]
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: pnpm fuzz:webhooks --runs 1000000 --seed 1')
  process.exit(2)
}

const begin = performance.now()
const report = await fuzz(runs, seed)
const seconds = (performance.now() - begin) / 1000
console.log(`${report.runs} spoiled requests in ${seconds.toFixed(1)} s, seed ${seed}`)
console.log(`${report.accepted} accepted, each of them signed byte for byte`)
for (const [code, count] of [...report.refused].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(9)} ${code}`)
for (const fault of report.faults.slice(0, 20)) console.error(`FAULT ${fault}`)
console.log(`${report.faults.length} faults`)
process.exitCode = report.faults.length === 0 ? 0 : 1

import type { CycleReport } from '../cycles/run-cycles.ts'
import { checkSchedules } from '../model/check-schedules.ts'
import type { Offer, OfferReport } from '../pressure/offer.ts'
import { LiveSandbox } from '../support/live-sandbox.ts'
import { runChild } from '../support/run-child.ts'

/** A proof of another kind: how often, or how much. @returns whether it succeeds, having printed what it found. */
type Proof = (amount: number, seed: number) => Promise<boolean>

const megabyte = 1024 * 1024

async function model(schedules: number, seed: number): Promise<boolean> {
  const began = performance.now()
  try {
    await checkSchedules(schedules, seed)
  } catch (error) {
    console.error(error)
    return false
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${schedules} schedules in virtual time, seed ${seed}, ${seconds} s: no fault`)
  return true
}

async function cycles(amount: number): Promise<boolean> {
  const program = new URL('../cycles/cycles-main.ts', import.meta.url)
  const [report] = await runChild<CycleReport>(program, [String(amount)])
  if (report === undefined) return false
  const { growth, listeners } = report
  console.log(`${report.cycles} cycles: ${growth} bytes of heap and ${listeners} listeners more than before`)
  return growth < megabyte && listeners === 0
}

async function pressure(megabytes: number): Promise<boolean> {
  const program = new URL('../pressure/offer-main.ts', import.meta.url)
  const reports = await runChild<Offer & OfferReport>(program, [String(megabytes)])
  for (const { protocol, whenFull, mostQueued, growth, outcomes } of reports) {
    const found = `at most ${mostQueued.bytes} bytes queued, ${(growth / megabyte).toFixed(1)} MB more`
    console.log(`${megabytes} MB, ${protocol}, ${whenFull}: ${found}, ${JSON.stringify(outcomes)}`)
  }
  return reports.every(({ mostQueued, growth }) => mostQueued.bytes <= megabyte && growth < 32 * megabyte)
}

/** By default within 10 s; the time of a busy machine comes on top. */
async function halfOpen(times: number): Promise<boolean> {
  const tookMs: number[] = []
  for (let time = 0; time < times; time++) {
    await using sandbox = await LiveSandbox.serve()
    const live = await sandbox.connect()
    const noticed = new Promise<void>((resolve) => {
      live.on('state', ({ state }) => state === 'waiting' && resolve())
    })
    const began = performance.now()
    sandbox.running.realtime.halfOpen()
    await noticed
    tookMs.push(Math.round(performance.now() - began))
  }
  console.log(`half-open peers noticed after ${tookMs.join(', ')} ms`)
  return Math.max(...tookMs) < 10_500
}

/** By the name of their option. */
export const otherProofs: Readonly<Record<string, Proof>> = { model, cycles, pressure, 'half-open': halfOpen }

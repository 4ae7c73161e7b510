import type { Case, Chapter } from './case.ts'
import type { CaseReport } from './report.ts'
import { createWorld, type Settings } from './world.ts'

/** Longer than any case should take: one that hangs is a failure, not a run without end. */
const caseLimitMs = 30_000

/** Runs every case, one after the other, and tells how each ended. */
export async function runSuite(
  chapters: readonly Chapter[],
  settings: Settings,
  limitMs = caseLimitMs,
): Promise<CaseReport[]> {
  const reports: CaseReport[] = []
  for (const { name: chapter, cases } of chapters) {
    for (const one of cases) {
      const failure = await runCase(one, settings, `${chapter}-${reports.length}`, limitMs)
      reports.push({ chapter, name: one.name, ...outcome(failure, one.except?.[settings.kind]) })
    }
  }
  return reports
}

function outcome(
  failure: string | undefined,
  reason: string | undefined,
): Pick<CaseReport, 'outcome' | 'detail'> {
  if (reason === undefined)
    return failure === undefined ? { outcome: 'passed' } : { outcome: 'failed', detail: failure }
  if (failure !== undefined) return { outcome: 'declared', detail: reason }
  return { outcome: 'failed', detail: `it is declared impossible here, and passes: ${reason}` }
}

/** Why a case failed; `undefined` when it did not. */
async function runCase(
  one: Case,
  settings: Settings,
  mark: string,
  limitMs: number,
): Promise<string | undefined> {
  const world = createWorld(settings, mark)
  const tooSlow = Promise.withResolvers<never>()
  const timer = setTimeout(() => tooSlow.reject(new Error(`it did not end within ${limitMs} ms`)), limitMs)
  try {
    await Promise.race([Promise.resolve(one.run(world)), tooSlow.promise])
    return undefined
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  } finally {
    clearTimeout(timer)
    await world.end()
  }
}

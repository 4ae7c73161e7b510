import { readFileSync } from 'node:fs'
import { gzippedSize, type SizeBudget } from '../size/gzipped-size.ts'
import { overBudget, sizeTable } from '../size/over-budget.ts'
import type { GateResult } from './gate.ts'

/** What a web page downloads for each entry stays within its budget. */
export async function sizeGate(): Promise<GateResult> {
  const file = new URL('../../size-budgets.json', import.meta.url)
  const budgets = JSON.parse(readFileSync(file, 'utf8')) as SizeBudget[]
  const weighed = await Promise.all(
    budgets.map(async (budget) => ({ ...budget, ...(await gzippedSize(budget)) })),
  )
  return { findings: weighed.flatMap(overBudget), table: sizeTable(weighed) }
}

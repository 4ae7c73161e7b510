import { type Grade, usualGraceMs } from './exam-case.ts'
import { good, status } from './exam-server.ts'
import { retryCases } from './retry-cases.ts'
import { type MakeClient, sit } from './sit.ts'
import { timingCases } from './timing-cases.ts'

/** The twelve cases, in the order of the tables. */
export const examCases = [...retryCases, ...timingCases]

/**
 * Makes one contender sit the whole exam; gives its grades by the name of the case.
 *
 * @param graceMs - what the machine may add to the times that are wanted.
 */
export async function takeExam(make: MakeClient, graceMs = usualGraceMs): Promise<Record<string, Grade>> {
  await warmUp(make)
  const grades: Record<string, Grade> = {}
  // A busy process would be late: where milliseconds count, one case at a time.
  for (const { name, run } of timingCases) grades[name] = await run(make, graceMs)
  await Promise.all(
    retryCases.map(async ({ name, run }) => {
      grades[name] = await run(make, graceMs)
    }),
  )
  return grades
}

/** What is loaded with the first call and the first failure is not the exam's matter. */
async function warmUp(make: MakeClient): Promise<void> {
  for (const call of ['get', 'post'] as const) {
    await sit(make, { call, answer: good })
    await sit(make, { call, answer: status(400) })
  }
}

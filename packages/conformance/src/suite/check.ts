import { isVezaError, type VezaError } from '@veza/client'

/** Throws unless both values print the same as JSON. */
export function equal(actual: unknown, expected: unknown, what = 'the value'): void {
  const [got, wanted] = [print(actual), print(expected)]
  if (got !== wanted) throw new Error(`${what} is ${got} instead of ${wanted}`)
}

/** Throws unless the condition holds. */
export function holds(condition: unknown, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise)
}

/** Throws unless `value` lies between the two, both included. */
export function between(value: number, least: number, most: number, what: string): void {
  holds(value >= least && value <= most, `${what} is ${value}, not between ${least} and ${most}`)
}

/** The error that a call ends with; throws when it ends well, or with an error that is not the SDK's. */
export async function failureOf(call: PromiseLike<unknown>): Promise<VezaError> {
  try {
    await call
  } catch (error) {
    if (isVezaError(error)) return error
    throw new Error(`the call threw what is no VezaError: ${String(error)}`)
  }
  throw new Error('the call should fail, and did not')
}

/** The error that a function throws at once. */
export function thrownBy(run: () => unknown): VezaError {
  try {
    run()
  } catch (error) {
    if (isVezaError(error)) return error
    throw new Error(`it threw what is no VezaError: ${String(error)}`)
  }
  throw new Error('it should throw, and did not')
}

function print(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (item === undefined ? '[undefined]' : item)) ?? 'nothing'
}

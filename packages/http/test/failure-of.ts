import { isVezaError, type VezaError } from '@veza/resilience'

/** The error a call ends with; fails the test where there is none, or one that is not the SDK's. */
export async function failureOf(call: PromiseLike<unknown>): Promise<VezaError> {
  const error: unknown = await Promise.resolve(call).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isVezaError(error)) throw new Error('the call should have failed', { cause: error })
  return error
}

import type { Issue } from '@veza/protocol/schema'
import { InvalidResponseError } from '@veza/resilience'

/** How many differences the message names. */
const mostNamed = 5

/**
 * The error for an answer that breaks the contract.
 *
 * @param resource - the resource's name.
 * @param issues - how it differs.
 * @param index - which one of a list it is, from 0.
 */
export function breach(resource: string, issues: readonly Issue[], index?: number): InvalidResponseError {
  const list = issues.slice(0, mostNamed).map(({ path, expected }) => `"${path}" should be ${expected}`)
  const more = issues.length > list.length ? ` and ${issues.length - list.length} more` : ''
  const place = index === undefined ? 'in the answer' : `at index ${index} of the answer`
  return new InvalidResponseError(`The ${resource} ${place} breaks the contract: ${list.join('; ')}${more}`, {
    code: 'INVALID_RESPONSE',
    details: issues,
    remedy: "Check that baseUrl points at the Veza API; validation: 'warn' takes the answer as it is.",
  })
}

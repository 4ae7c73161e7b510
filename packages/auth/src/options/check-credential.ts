import { invalidOption, pastedWhole } from '@veza/resilience/options'

/**
 * Refuses a key, secret or token that would break a header, or that was surely pasted wrongly. The runtime's own error
 * would print the whole value; this one prints nothing of it.
 *
 * @param name - what it is, for the message.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function checkCredential(name: string, value: unknown): asserts value is string {
  const remedy = credentialRemedy(value)
  if (remedy !== undefined) throw invalidOption(`${name} is invalid`, remedy)
}

function credentialRemedy(value: unknown): string | undefined {
  const remedy = pastedWhole(value)
  if (remedy !== undefined || typeof value !== 'string') return remedy
  if (/^(?:bearer|basic|dpop)\s/i.test(value)) return 'Leave the scheme ("Bearer") out: pass the value alone.'
  if (!/^[\x21-\x7e]*$/.test(value)) return 'It may hold visible ASCII characters only, and no spaces.'
  return value.length > longest ? `It has more than ${longest} characters.` : undefined
}

const longest = 16_384

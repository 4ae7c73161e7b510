import { InvalidRequestError } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import type { Key } from '../crypto/key.ts'
import { invalidOption } from '../options/invalid-option.ts'
import type { Scheme } from '../schemes/scheme.ts'
import type { SecretInput } from '../verify/verifier-options.ts'

/** A key, and which secret it was made of. */
export interface ReadKey {
  readonly key: Key
  readonly secretIndex: number
}

/**
 * Reads every secret with every form of a scheme. A secret must be right for one form at least.
 *
 * @returns the keys of each form.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, telling which secret is wrong and quoting none.
 */
export function readKeys(
  forms: readonly Scheme[],
  secrets: SecretInput | readonly SecretInput[],
  minBytes: number,
): ReadKey[][] {
  const list = [secrets].flat() as readonly SecretInput[]
  if (list.length === 0 && !forms[0]?.keyless) throw invalidOption('secrets', 'Pass at least one.')
  const ofForms = forms.map((): ReadKey[] => [])
  for (const [secretIndex, secret] of list.entries()) {
    const where = `secrets[${secretIndex}]`
    const text = secretText(secret, where)
    let wrong: unknown
    let isRight = false
    for (const [form, { key }] of forms.entries()) {
      try {
        for (const read of [key(text, minBytes)].flat()) ofForms[form]?.push({ key: read, secretIndex })
        isRight = true
      } catch (error) {
        wrong ??= error
      }
    }
    // The runtime's own error may quote the key.
    const remedy = wrong instanceof InvalidRequestError ? wrong.remedy : 'Copy it again, whole.'
    if (!isRight) throw invalidOption(where, remedy)
  }
  return ofForms
}

function secretText(secret: SecretInput, where: string): string {
  const shown = secret instanceof Secret ? secret.reveal() : secret
  // A file in PEM ends with a line break.
  const text = typeof shown === 'string' && shown.startsWith('-----BEGIN ') ? shown.trim() : shown
  if (typeof text !== 'string' || text === '')
    throw invalidOption(where, 'It is empty: set the environment variable it comes from.')
  if (text.trim() !== text || !text.isWellFormed())
    throw invalidOption(where, 'Remove the white space around it.')
  return text
}

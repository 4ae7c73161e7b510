import { InvalidRequestError } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import type { Key } from '../crypto/key.ts'
import { invalidOption } from '../options/invalid-option.ts'
import type { Scheme } from '../schemes/scheme.ts'
import type { SecretInput } from '../verify/verifier-options.ts'
import { wrongSecret } from './wrong-secret.ts'

/** A key, and which secret it was made of. */
export interface ReadKey {
  readonly key: Key
  readonly secretIndex: number
}

/**
 * Reads every secret with every form of a scheme. A secret must be right for one form at least.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, telling which secret is wrong and quoting none.
 */
export function readKeys(
  forms: readonly Scheme[],
  secrets: SecretInput | readonly SecretInput[],
  minBytes: number,
): ReadKey[][] {
  const texts = (isList(secrets) ? secrets : [secrets]).map(secretText)
  const keyless = forms.some((form) => form.keyless)
  if (texts.length === 0 && !keyless) throw invalidOption('secrets', 'Pass at least one.')
  const read = texts.map((text) => forms.map((form) => attempt(form, text, minBytes)))
  for (const [index, ofForms] of read.entries()) {
    const [first] = ofForms
    if (ofForms.every((keys) => keys instanceof Error) && first instanceof InvalidRequestError)
      throw invalidOption(`secrets[${index}]`, first.remedy)
  }
  return forms.map((_, form) =>
    read.flatMap((ofForms, secretIndex) => {
      const keys = ofForms[form]
      return Array.isArray(keys) ? keys.map((key) => ({ key, secretIndex })) : []
    }),
  )
}

function isList(secrets: SecretInput | readonly SecretInput[]): secrets is readonly SecretInput[] {
  return Array.isArray(secrets)
}

function secretText(secret: SecretInput, index: number): string {
  const shown = secret instanceof Secret ? secret.reveal() : secret
  // A file in PEM ends with a line break.
  const text = typeof shown === 'string' && shown.startsWith('-----BEGIN ') ? shown.trim() : shown
  const where = `secrets[${index}]`
  if (typeof text !== 'string' || text === '')
    throw invalidOption(where, 'It is empty: set the environment variable it comes from.')
  if (text.trim() !== text) throw invalidOption(where, 'Remove the white space around it.')
  if (!text.isWellFormed()) throw invalidOption(where, 'It is a broken string: copy it again.')
  return text
}

function attempt(scheme: Scheme, text: string, minBytes: number): readonly Key[] | InvalidRequestError {
  try {
    return [scheme.key(text, minBytes)].flat()
  } catch (error) {
    // The runtime's own error may quote the key.
    return error instanceof InvalidRequestError
      ? error
      : wrongSecret('It is no key of this scheme: copy it again, whole.')
  }
}

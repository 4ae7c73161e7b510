import { InvalidRequestError } from '@veza/resilience'
import { pastedWhole } from '@veza/resilience/options'
import { Secret } from '@veza/resilience/secrets'
import type { Key } from '../crypto/key.ts'
import { wrongOption } from '../options/wrong-option.ts'
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
 * @returns the keys of each form.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, telling which secret is wrong and quoting none.
 */
export function readKeys(
  forms: readonly Scheme[],
  secrets: SecretInput | readonly SecretInput[],
  minBytes: number,
): ReadKey[][] {
  const list = [secrets].flat() as readonly SecretInput[]
  if (list.length === 0 && !forms[0]?.keyless) throw wrongOption('secrets', 'Pass at least one.')
  const ofForms = forms.map((): ReadKey[] => [])
  for (const [secretIndex, secret] of list.entries()) {
    const remedies: string[] = []
    for (const [form, { key }] of forms.entries()) {
      try {
        for (const read of [key(secretText(secret), minBytes)].flat())
          ofForms[form]?.push({ key: read, secretIndex })
      } catch (error) {
        // The runtime's own error may quote the key.
        remedies.push(error instanceof InvalidRequestError ? error.remedy : 'Copy it again, whole.')
      }
    }
    const [remedy] = remedies
    if (remedy !== undefined && remedies.length === forms.length)
      throw wrongOption(`secrets[${secretIndex}]`, remedy)
  }
  return ofForms
}

function secretText(secret: SecretInput): string {
  const shown = secret instanceof Secret ? secret.reveal() : secret
  // A file in PEM ends with a line break.
  const text = shown?.startsWith?.('-----BEGIN ') ? shown.trim() : shown
  const remedy = pastedWhole(text)
  if (remedy !== undefined) throw wrongSecret(remedy)
  if (!text?.isWellFormed()) throw wrongSecret('Copy it again, whole: half a character is missing.')
  return text
}

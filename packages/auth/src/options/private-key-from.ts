import type { SigningKeyOptions } from '../jwt/signing-key.ts'
import { environment } from './environment.ts'

/**
 * The private key that was passed, or the one in `VEZA_PRIVATE_KEY`. Where a variable cannot hold several lines, `\n`
 * stands for a line's end.
 */
export function privateKeyFrom(
  given: SigningKeyOptions['privateKey'] | undefined,
): SigningKeyOptions['privateKey'] | undefined {
  return given ?? environment('VEZA_PRIVATE_KEY')?.replaceAll('\\n', '\n')
}

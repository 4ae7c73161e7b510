import { Refused } from '../refusals/refused.ts'
import type { SignatureFormat } from './signature-format.ts'

/**
 * A header that holds one signature, perhaps behind a prefix: `sha256={signature}`.
 *
 * @param header - its name in lower case.
 * @param isOptional - whether the prefix may be missing.
 */
export function single(header: string, prefix = '', isOptional = false): SignatureFormat {
  return {
    header,
    shape: `${prefix}{signature}`,
    many: false,
    read: (received) => {
      const value = received.needed(header)
      const hasPrefix = value.startsWith(prefix)
      if (!hasPrefix && !isOptional) throw new Refused('WEBHOOK_SIGNATURE_MALFORMED', `the header ${header}`)
      return { signatures: [{ version: '', text: hasPrefix ? value.slice(prefix.length) : value }] }
    },
    write: ([signature]) => ({ [header]: prefix + (signature?.text ?? '') }),
  }
}

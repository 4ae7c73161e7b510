import { Refused } from '../refusals/refused.ts'
import type { SignatureFormat } from './signature-format.ts'

/** A header that holds one signature, perhaps behind a prefix: `sha256={signature}`. */
export function single(header: string, prefix = ''): SignatureFormat {
  return {
    header,
    shape: `${prefix}{signature}`,
    many: false,
    read: (received) => {
      const value = received.needed(header)
      if (!value.startsWith(prefix))
        throw new Refused('WEBHOOK_SIGNATURE_MALFORMED', `the header ${header} does not begin with ${prefix}`)
      return { signatures: [{ version: '', text: value.slice(prefix.length) }] }
    },
    write: ([signature]) => ({ [header]: prefix + (signature?.text ?? '') }),
  }
}

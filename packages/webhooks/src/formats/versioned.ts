import { Refused } from '../refusals/refused.ts'
import type { SignatureFormat } from './signature-format.ts'

/**
 * `v1,{signature} v1a,{signature} …`: the list of Standard Webhooks.
 *
 * @param header - its name in lower case.
 * @param otherwise - the version of an entry that names none; without it, such an entry is malformed.
 */
export function versioned(header: string, otherwise?: string): SignatureFormat {
  return {
    header,
    shape: 'v1,{signature} …',
    many: true,
    read: (received) => ({
      signatures: received
        .needed(header)
        .split(' ')
        .map((entry) => {
          const comma = entry.indexOf(',')
          if (comma === -1 && otherwise !== undefined) return { version: otherwise, text: entry }
          if (comma < 1) throw new Refused('WEBHOOK_SIGNATURE_MALFORMED', `the header ${header}`)
          return { version: entry.slice(0, comma), text: entry.slice(comma + 1) }
        }),
    }),
    write: (signatures) => ({
      [header]: signatures.map(({ version, text }) => `${version},${text}`).join(' '),
    }),
  }
}

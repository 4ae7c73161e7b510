import { Refused } from '../refusals/refused.ts'
import type { Signature, SignatureFormat } from './signature-format.ts'

/** `v1`, `v0`, `h1`: names of signatures; others name a time, or which headers are signed. */
const version = /^[hv]\d{1,2}$/

/**
 * `t=1614265330,v1={signature},v1={signature}`: named values in one header.
 *
 * @param header - its name in lower case.
 * @param separator - what stands between two pairs.
 */
export function pairs(header: string, separator: ',' | ', ' | ';' = ','): SignatureFormat {
  return {
    header,
    shape: `{name}={value}${separator}{version}={signature}${separator}…`,
    many: true,
    read: (received) => {
      const found = new Map<string, string>()
      const signatures: Signature[] = []
      for (const entry of received.needed(header, separator === ', ').split(separator)) {
        const equals = entry.indexOf('=')
        if (equals < 1) throw new Refused('WEBHOOK_SIGNATURE_MALFORMED', `the header ${header}`)
        const name = entry.slice(0, equals)
        const text = entry.slice(equals + 1)
        if (version.test(name)) signatures.push({ version: name, text })
        else if (found.has(name)) throw new Refused('WEBHOOK_HEADER_DUPLICATE', `${header}, or a pair in it,`)
        else found.set(name, text)
      }
      return { signatures, pairs: found }
    },
    write: (signatures, others) => {
      const named = Object.entries(others).map(([name, text]) => `${name}=${text}`)
      const signed = signatures.map(({ version: name, text }) => `${name}=${text}`)
      return { [header]: [...named, ...signed].join(separator) }
    },
  }
}

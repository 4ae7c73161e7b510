import type { Signature, SignatureFormat } from './signature-format.ts'

const most = 100

/**
 * One header for each signature, numbered from 1: `X-DocuSign-Signature-1`, `-2` …
 *
 * @param prefix - the header's name in lower case, without its number.
 */
export function numbered(prefix: string): SignatureFormat {
  return {
    header: `${prefix}1`,
    shape: '{signature}',
    many: true,
    read: (received) => {
      const signatures: Signature[] = [{ version: '', text: received.needed(`${prefix}1`) }]
      for (let number = 2; number <= most; number++) {
        const text = received.header(prefix + number)
        if (text === undefined) break
        signatures.push({ version: '', text })
      }
      return { signatures }
    },
    write: (signatures) =>
      Object.fromEntries(signatures.map(({ text }, index) => [prefix + (index + 1), text])),
  }
}

import { fromBase64 } from '../bytes/base64.ts'

/** What stands in a PEM text, block by block: its label and its bytes. */
export function pemBlocks(
  text: string,
): { readonly label: string; readonly bytes: Uint8Array<ArrayBuffer> }[] {
  return [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g)].flatMap(
    ([, label = '', base64 = '']) => {
      const bytes = fromBase64(base64.replaceAll(/\s/g, ''))
      return bytes === undefined ? [] : [{ label, bytes }]
    },
  )
}

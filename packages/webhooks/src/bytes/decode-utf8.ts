import { Refused } from '../refusals/refused.ts'

/** The text of UTF-8 bytes, byte order mark included; bytes that are no UTF-8 are refused, never replaced. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Refused('WEBHOOK_BODY_INVALID', 'UTF-8')
  }
}

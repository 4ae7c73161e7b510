import { wrongSecret } from './wrong-secret.ts'

/** The bytes of a secret, unless they are too few. */
export function longEnough(bytes: Uint8Array<ArrayBuffer>, minBytes: number): Uint8Array<ArrayBuffer> {
  if (bytes.length < minBytes)
    throw wrongSecret(
      `Use one of at least ${minBytes} bytes, or lower minSecretBytes for a secret you cannot change.`,
    )
  return bytes
}

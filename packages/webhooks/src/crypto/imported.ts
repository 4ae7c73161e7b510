import type { Algorithm } from './algorithm.ts'

/** Imports a key once, when it is first needed: some runtimes allow no crypto before the first request. */
export function imported(
  format: 'raw' | 'spki' | 'pkcs8',
  bytes: Uint8Array<ArrayBuffer>,
  algorithm: Algorithm['web'],
  usage: 'sign' | 'verify',
): () => Promise<CryptoKey> {
  let key: Promise<CryptoKey> | undefined
  return () => {
    key ??= crypto.subtle.importKey(format, bytes, algorithm, false, [usage])
    return key
  }
}

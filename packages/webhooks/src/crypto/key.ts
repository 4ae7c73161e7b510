/** How a signature or a digest is written as text. */
export type Encoding = 'hex' | 'base64'

/** A hash of HMAC and of digests, as Node.js names it. */
export type Hash = 'sha1' | 'sha256' | 'sha512'

/** A piece of what is signed; a string stands for its UTF-8 bytes. */
export type Part = string | Uint8Array

/** A value, or a promise of it where the runtime's crypto works in the background. */
export type Eventually<T> = T | Promise<T>

/** One key, ready for use; what it was made from stays inside. */
export interface Key {
  /** The version of the signatures it makes, where a scheme has several: `v1`, `v1a`. */
  readonly version?: string
  /** Whether one of the signatures, each as text, is this key's over the parts. Takes the same time for all wrong ones. */
  readonly matches: (
    parts: readonly Part[],
    signatures: readonly string[],
    encoding: Encoding,
  ) => Eventually<boolean>
  /** Signs; `undefined` for a key that can only verify. */
  readonly sign?: (parts: readonly Part[], encoding: Encoding) => Eventually<string>
}

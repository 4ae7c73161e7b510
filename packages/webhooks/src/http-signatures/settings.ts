import type { SignatureAlgorithm } from './algorithms.ts'

/** What {@link httpSignatures} takes. */
export interface HttpSignaturesOptions {
  /** The algorithm of all keys: a signature that names another one is refused. */
  readonly algorithm: SignatureAlgorithm
  /**
   * Components that must be signed, and that signing covers. Without `content-digest` the body may be anybody's.
   * @defaultValue `['@method', '@target-uri', 'content-digest']`
   */
  readonly components?: readonly string[]
  /** The `keyid` of each secret, in their order; without them, every secret is tried. */
  readonly keyIds?: readonly string[]
  /** Only signatures with this `tag` count; signing writes it. */
  readonly tag?: string
  /** Only the signature of this label counts; signing takes it for the first. @defaultValue any; `sig1` to sign */
  readonly label?: string
  /** The address as the sender calls it. @defaultValue the request's own */
  readonly url?: string
  /** What the secret of HMAC stands for: itself, or bytes written in base64. @defaultValue 'text' */
  readonly key?: 'text' | 'base64'
}

/** The options, with what was left out filled in. */
export interface HttpSignatureSettings extends HttpSignaturesOptions {
  readonly components: readonly string[]
}

import { sameText } from './same-text.ts'

const mask = '[secret]'

/**
 * A box for a secret text: it prints as `[secret]` wherever it is printed, and gives the text only to who asks.
 *
 * @example
 * ```ts
 * import { Secret } from '@veza/resilience/secrets'
 *
 * const key = new Secret('veza_test_1234')
 * console.log(`${key}`, JSON.stringify({ key }), key.reveal().length)
 * ```
 */
export class Secret {
  readonly #text: string

  /** @param text - the secret itself. */
  constructor(text: string) {
    this.#text = text
  }

  /** The secret itself. Do not log it. */
  reveal(): string {
    return this.#text
  }

  /**
   * Compares in a time that does not tell where two texts differ (nor, for texts of one length, whether).
   *
   * @param other - a secret, or a text that claims to be the same one.
   */
  equals(other: Secret | string): boolean {
    return sameText(this.#text, typeof other === 'string' ? other : other.#text)
  }

  /** What a template or a concatenation prints: the mask. */
  toString(): string {
    return mask
  }

  /** What `JSON.stringify` prints: the mask. */
  toJSON(): string {
    return mask
  }

  /** What `util.inspect` and `console.log` print in Node, Bun and Deno. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask
  }
}

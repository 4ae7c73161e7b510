import { isPlain } from '@veza/resilience/options'
import { invalidToken } from './check-compact.ts'
import type { TokenKeys } from './token-keys.ts'

/** How many keys a set may have: each unknown token is compared with all of them. */
export const mostKeys = 100

type Find = (header: Parameters<TokenKeys['keyFor']>[0]) => Promise<CryptoKey>

/** The public keys of a set; the library imports each of them once. */
export class KeySet implements TokenKeys {
  readonly size: number
  readonly #keys: readonly Record<string, unknown>[]
  #find: Promise<Find> | undefined

  /** @param keys - JWKs that are not secret. */
  constructor(keys: readonly Record<string, unknown>[]) {
    this.#keys = keys
    this.size = keys.length
  }

  /** The one key that fits. */
  async keyFor(header: Parameters<TokenKeys['keyFor']>[0]): Promise<CryptoKey> {
    this.#find ??= finder(this.#keys)
    const find = await this.#find
    try {
      return await find(header)
    } catch {
      throw invalidToken('the issuer has no key for it, or more than one')
    }
  }
}

async function finder(keys: readonly Record<string, unknown>[]): Promise<Find> {
  const { createLocalJWKSet } = await import('jose/jwks/local')
  return createLocalJWKSet({ keys: [...keys] } as unknown as Parameters<typeof createLocalJWKSet>[0])
}

/**
 * Reads a set.
 *
 * @returns the set without symmetric keys, since whoever can verify by one can forge; `undefined` for what is no set.
 */
export function keySetFrom(set: unknown): KeySet | undefined {
  if (!isPlain(set) || !Array.isArray(set['keys']) || set['keys'].length > mostKeys) return undefined
  const keys: readonly unknown[] = set['keys']
  return new KeySet(keys.filter(isPlain).filter(isUsable))
}

function isUsable({ kty, e }: Record<string, unknown>): boolean {
  return kty === 'EC' || kty === 'OKP' || (kty === 'RSA' && isExponent(e))
}

/** With the exponent 1, everything is its own signature. */
function isExponent(e: unknown): boolean {
  if (typeof e !== 'string' || !/^[\w-]{2,11}$/.test(e)) return false
  const digits = Array.from(atob(e.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0))
  return digits.reduce((value, digit) => value * 256 + digit, 0) >= 3
}

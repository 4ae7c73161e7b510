import type { Presented } from './presented.ts'

/** How proofs may be signed. */
export const proofAlgorithms: readonly string[] = ['ES256', 'EdDSA', 'RS256', 'PS256']

/** How far the time in a proof may be off, in milliseconds. */
const windowMs = 15_000
const mostSeen = 100_000

/** What a proof proves. */
export interface Proven {
  /** Thumbprint of the key that signed it. */
  readonly jkt: string
  readonly nonce: unknown
}

/** Checks DPoP proofs (RFC 9449, 4.3), and takes each once. */
export class DpopProofs {
  readonly #now: () => number
  readonly #seen = new Map<string, number>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** What the proof of a request proves; `undefined` where it is none. */
  async check({ method, url, proof = '' }: Presented, token: string): Promise<Proven | undefined> {
    const { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } = await import('jose')
    try {
      const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
        algorithms: [...proofAlgorithms],
        typ: 'dpop+jwt',
        // Its own time is what counts; how far off is looked at below.
        currentDate: new Date(this.#now()),
      })
      const { htm, htu, iat, jti, ath, nonce } = payload
      const now = this.#now()
      const right =
        htm === method &&
        targetOf(htu) === targetOf(url) &&
        typeof iat === 'number' &&
        Math.abs(iat * 1000 - now) <= windowMs &&
        ath === (await hashOf(token))
      if (!right || typeof jti !== 'string' || jti.length > 512 || protectedHeader.jwk === undefined)
        return undefined
      const jkt = await calculateJwkThumbprint(protectedHeader.jwk)
      return this.#isNew(`${jkt} ${jti}`, now) ? { jkt, nonce } : undefined
    } catch {
      return undefined
    }
  }

  #isNew(id: string, now: number): boolean {
    if (this.#seen.has(id)) return false
    for (const [old, at] of this.#seen) {
      if (Math.abs(now - at) <= 2 * windowMs && this.#seen.size < mostSeen) break
      this.#seen.delete(old)
    }
    this.#seen.set(id, now)
    return true
  }
}

/** A URL without what proofs leave out. */
function targetOf(url: unknown): string | undefined {
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  return parsed === null ? undefined : `${parsed.origin}${parsed.pathname}`
}

async function hashOf(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

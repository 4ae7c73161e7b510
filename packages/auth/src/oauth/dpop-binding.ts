import {
  allowInsecureRequests,
  Configuration,
  customFetch,
  type DPoPHandle,
  fetchProtectedResource,
  getDPoPHandle,
  modifyAssertion,
  None,
} from 'openid-client'
import type { AuthRequest, HeaderRecord, Rejection } from '../authenticator.ts'
import type { ServerClock } from '../time/server-clock.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { dpopKeyPair } from './dpop-key-pair.ts'
import type { OAuthSettings } from './settings.ts'

/** Proves with each request that whoever sends a token holds the key it is bound to (RFC 9449). */
export class DpopBinding {
  /** What the library proves with; it remembers the servers' nonces. */
  readonly handle: DPoPHandle
  readonly #config: Configuration
  /** Nonces that APIs sent, by origin, until the library has them. */
  readonly #nonces = new Map<string, string>()

  constructor(keyPair: CryptoKeyPair, clock: ServerClock) {
    // Sends nothing: it only lets the library make proofs.
    this.#config = new Configuration({ issuer: 'https://localhost' }, 'dpop', {}, None())
    allowInsecureRequests(this.#config)
    this.#config.timeout = 0
    this.handle = getDPoPHandle(this.#config, keyPair, {
      [modifyAssertion]: (_header: object, claims: object) => {
        Object.assign(claims, { iat: clock.seconds() })
      },
    })
  }

  /** The headers that present a token with a proof for one request. */
  async present(
    { accessToken }: Pick<TokenSet, 'accessToken'>,
    { method, url }: AuthRequest,
  ): Promise<HeaderRecord> {
    const target = new URL(url)
    const nonce = this.#nonces.get(target.origin)
    if (nonce !== undefined) {
      this.#nonces.delete(target.origin)
      // An answer is how the library gets to know a nonce.
      await this.#prove(accessToken, target, method, new Response(null, { headers: { 'dpop-nonce': nonce } }))
    }
    const { authorization, dpop } = await this.#prove(accessToken, target, method, new Response())
    return { authorization: authorization ?? '', dpop: dpop ?? '' }
  }

  /** Takes the nonce that an API asks for. @returns whether it asked. */
  learn({ headers }: Rejection, rejected: HeaderRecord): boolean {
    const nonce = headers.get('dpop-nonce')
    const challenge = headers.get('www-authenticate')?.slice(0, 4096) ?? ''
    const origin = provenOrigin(rejected['dpop'])
    if (origin === undefined || nonce == null || !/^[\x21-\x7e]{1,1024}$/.test(nonce)) return false
    if (!challenge.includes('use_dpop_nonce')) return false
    // A server that never is content: the token is refreshed instead, once.
    if (this.#nonces.size >= 100) this.#nonces.clear()
    this.#nonces.set(origin, nonce)
    return true
  }

  async #prove(
    accessToken: string,
    url: URL,
    method: string,
    answer: Response,
  ): Promise<Readonly<Record<string, string>>> {
    let made: Readonly<Record<string, string>> = {}
    const config = this.#config
    // Each proof has its own configuration's `fetch`; the library reads it before its first wait.
    config[customFetch] = async (_url, { headers }) => {
      made = headers
      return answer
    }
    await fetchProtectedResource(config, accessToken, url, method, undefined, undefined, {
      DPoP: this.handle,
    })
    return made
  }
}

/** Makes the binding for the client's key. */
export async function dpopBinding(
  dpop: NonNullable<OAuthSettings['dpop']>,
  clock: ServerClock,
): Promise<DpopBinding> {
  return new DpopBinding(await dpopKeyPair(dpop), clock)
}

/** The origin that a proof was made for. */
function provenOrigin(proof: string | undefined): string | undefined {
  const [, claims = ''] = proof?.split('.', 3) ?? []
  try {
    const { htu } = JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))) as { htu?: unknown }
    return typeof htu === 'string' ? new URL(htu).origin : undefined
  } catch {
    return undefined
  }
}

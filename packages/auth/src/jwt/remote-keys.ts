import { type Clock, ConnectionError, systemClock } from '@veza/resilience'
import { type Checks, checkOptions, hasMethods, isA } from '@veza/resilience/options'
import { fetchText } from '../exchange/fetch-text.ts'
import { parseStrictly } from '../json/strict-json.ts'
import { checkEndpoint } from '../options/check-endpoint.ts'
import { type KeySet, keySetFrom } from './key-set.ts'
import type { TokenKeys } from './token-keys.ts'

/** How an issuer's keys are fetched. */
export interface RemoteKeysOptions {
  /** @defaultValue the runtime's */
  readonly fetch?: typeof fetch
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
}

const checks: Checks<RemoteKeysOptions> = { fetch: isA('function'), clock: hasMethods('now', 'sleep') }

const freshMs = 600_000
const staleMs = 86_400_000
const pauseMs = 30_000
const timeoutMs = 5000
const maxBytes = 262_144

class RemoteKeys implements TokenKeys {
  readonly #url: string
  readonly #fetch: typeof fetch
  readonly #clock: Clock
  #set: KeySet | undefined
  #fetchedAt = Number.NEGATIVE_INFINITY
  #triedAt = Number.NEGATIVE_INFINITY
  #fetching: Promise<void> | undefined

  constructor(url: string, { fetch = globalThis.fetch, clock = systemClock }: RemoteKeysOptions) {
    this.#url = url
    this.#fetch = fetch
    this.#clock = clock
  }

  async keyFor(header: Parameters<TokenKeys['keyFor']>[0]): Promise<CryptoKey> {
    if (this.#ageMs() > freshMs) await this.#refetch()
    const set = this.#set
    if (set === undefined || this.#ageMs() > staleMs) throw unavailable()
    try {
      return await set.keyFor(header)
    } catch (error) {
      // A key of a rotation that has just begun, or a stranger's invention: worth one look in a while.
      await this.#refetch()
      if (this.#set === undefined || this.#set === set) throw error
      return this.#set.keyFor(header)
    }
  }

  #ageMs(): number {
    return this.#clock.now() - this.#fetchedAt
  }

  /** Once in 30 s at most, whoever asks and whatever comes of it. */
  async #refetch(): Promise<void> {
    const now = this.#clock.now()
    if (this.#fetching === undefined && now - this.#triedAt >= 0 && now - this.#triedAt < pauseMs) return
    this.#fetching ??= this.#download()
      .catch(() => undefined)
      .finally(() => {
        this.#fetching = undefined
      })
    await this.#fetching
  }

  async #download(): Promise<void> {
    this.#triedAt = this.#clock.now()
    const init = { headers: { accept: 'application/jwk-set+json, application/json' } }
    const options = { fetch: this.#fetch, clock: this.#clock, timeoutMs, maxBytes }
    const { status, text } = await fetchText(this.#url, init, options)
    const parsed = status === 200 ? parseStrictly(text) : undefined
    const set = parsed !== undefined && 'value' in parsed ? keySetFrom(parsed.value) : undefined
    if (set === undefined || set.size === 0) return
    this.#set = set
    this.#fetchedAt = this.#clock.now()
  }
}

function unavailable(): ConnectionError {
  return new ConnectionError("The issuer's keys cannot be had", {
    code: 'JWKS_UNAVAILABLE',
    retryable: true,
    retryAfterMs: pauseMs,
    remedy: "Check the URL of the issuer's keys and the network, then try again.",
  })
}

/**
 * Keys that the issuer publishes (RFC 7517). They are kept for 10 minutes and fetched anew for an unknown key id, but
 * once in 30 s at most, so that a flood of invented ids harms nobody. While the issuer is down, the last keys serve for
 * up to 24 hours. An answer of more than 256 KiB or 100 keys, or one that redirects, is not taken.
 *
 * @param url - `https:`, or `http:` to this machine.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 * @example
 * ```ts
 * import { remoteKeys } from '@veza/auth'
 *
 * const keys = remoteKeys('https://api.veza.app/.well-known/jwks.json')
 * console.log(typeof keys.keyFor)
 * ```
 */
export function remoteKeys(url: string, options: RemoteKeysOptions = {}): TokenKeys {
  checkEndpoint('remoteKeys(): the URL', url)
  checkOptions('remoteKeys()', options, checks)
  return new RemoteKeys(url, options)
}

import type { Clock, Logger } from '@veza/resilience'
import CachePolicy from 'http-cache-semantics'
import type { HttpResponse } from '../exchange/middleware.ts'
import type { CacheEntry, CacheStore } from './cache-store.ts'
import { Digests } from './digests.ts'
import { Flights } from './flights.ts'

/** An answer, and how many requests it took: none where it was kept. */
export interface Answer {
  readonly response: HttpResponse
  readonly attempts: number
}

/** What is asked for. */
export interface Wanted {
  /** The kind of resource: a write to any of the kind makes what is kept of it worthless. */
  readonly group: string
  /** Stands for URL, headers and credential together. */
  readonly key: string
  /** Two calls that differ in this do not share their requests. */
  readonly flight: string
  /** Whether what is kept must not be used. */
  readonly reload: boolean
  readonly signal: AbortSignal | undefined
}

/** Asks the server, with these headers on top of the call's own. */
export type Ask = (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Answer>

/** Keeps answers to GETs for as long as the server allows (RFC 9111), and asks whether they hold where it must. */
export class HttpCache {
  /** Makes the keys. */
  readonly digests = new Digests()
  readonly #store: CacheStore
  readonly #logger: Logger
  readonly #policy: typeof CachePolicy
  readonly #flights = new Flights<Answer>()
  /** How often each group was cleared: what was asked before must not be kept after. */
  readonly #generations = new Map<string, number>()

  constructor(store: CacheStore, clock: Clock, logger: Logger) {
    this.#store = store
    this.#logger = logger
    this.#policy = class extends CachePolicy {
      now(): number {
        return clock.now()
      }
    }
  }

  /** The kept answer, or what the server says; callers who want the same at the same time share one request. */
  async answer(wanted: Wanted, ask: Ask): Promise<Answer> {
    const { group, key, flight, signal } = wanted
    const generation = this.#generation(group)
    const entry = wanted.reload ? undefined : await this.#get(group, key)
    const policy = entry && this.#policy.fromObject(entry.policy as CachePolicy.CachePolicyObject)
    if (entry !== undefined && policy?.satisfiesWithoutRevalidation(request) === true) {
      return { response: responseFrom(entry), attempts: 0 }
    }
    const conditions = policy === undefined ? {} : conditionsOf(policy)
    return this.#flights.join(`${group} ${generation} ${key} ${flight}`, signal, async (together) => {
      const answer = await ask(conditions, together)
      const renewed = answer.response.status === 304 && entry !== undefined && policy !== undefined
      const response = renewed ? this.#renewed(entry, policy, answer.response) : answer.response
      await this.#keep(wanted, generation, response)
      return { response, attempts: answer.attempts }
    })
  }

  /** Forgets what is kept of a group, and whatever is on its way for it. */
  async invalidate(group: string): Promise<void> {
    this.#generations.set(group, this.#generation(group) + 1)
    await this.#attempt('clear', () => this.#store.clear(group))
  }

  #generation(group: string): number {
    return this.#generations.get(group) ?? 0
  }

  #renewed(entry: CacheEntry, policy: CachePolicy, response: HttpResponse): HttpResponse {
    const { policy: renewed } = policy.revalidatedPolicy(request, described(response))
    const headers = new Headers(entry.headers.map(([name, value]): [string, string] => [name, value]))
    for (const [name, value] of Object.entries(renewed.responseHeaders())) headers.set(name, String(value))
    return { ...responseFrom(entry), headers }
  }

  async #keep({ group, key }: Wanted, generation: number, response: HttpResponse): Promise<void> {
    const policy = new this.#policy(request, described(response), { shared: false, cacheHeuristic: 0 })
    if (response.status !== 200 || !policy.storable() || !isUseful(policy, response)) return
    const { status, url, headers, text } = response
    const entry = { status, url, headers: [...headers], text, policy: policy.toObject() }
    // Written to in the meantime: it may be older than the write.
    if (generation === this.#generation(group))
      await this.#attempt('set', () => this.#store.set(group, key, entry))
  }

  #get(group: string, key: string): Promise<CacheEntry | undefined> {
    return this.#attempt('get', () => this.#store.get(group, key))
  }

  async #attempt<T>(operation: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error
      this.#logger.warn({ operation, error: name }, 'veza: the cache store failed')
      return undefined
    }
  }
}

/** What the key stands for is left out: a policy keeps the request's headers, credential and all, where it is told. */
const request: CachePolicy.Request = { method: 'GET', url: '', headers: {} }

function described({ status, headers }: HttpResponse): CachePolicy.Response {
  return { status, headers: Object.fromEntries(headers) }
}

/** An answer that is never fresh and cannot be asked about is not worth its bytes. */
function isUseful(policy: CachePolicy, { headers }: HttpResponse): boolean {
  return policy.timeToLive() > 0 || headers.has('etag') || headers.has('last-modified')
}

function conditionsOf(policy: CachePolicy): Record<string, string> {
  const headers = Object.entries(policy.revalidationHeaders(request))
  return Object.fromEntries(
    headers.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

function responseFrom({ status, url, headers, text }: CacheEntry): HttpResponse {
  return {
    status,
    url,
    text,
    headers: new Headers(headers.map(([name, value]): [string, string] => [name, value])),
  }
}

import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import type { SignedFields } from '../schemes/scheme.ts'

/** What a scheme may sign, of a request that was received. */
export class Fields implements SignedFields {
  readonly id: string
  readonly timestamp: string
  version = ''
  readonly #received: Received
  readonly #pairs: ReadonlyMap<string, string> | undefined

  constructor(
    received: Received,
    pairs: ReadonlyMap<string, string> | undefined,
    id: string,
    timestamp: string,
  ) {
    this.id = id
    this.timestamp = timestamp
    this.#received = received
    this.#pairs = pairs
  }

  get body(): Uint8Array {
    return this.#received.body
  }

  get method(): string {
    return this.#received.method
  }

  get url(): string {
    return addressOf(this.#received)
  }

  pair(name: string): string {
    return this.#pairs?.get(name) ?? ''
  }

  header(name: string): string {
    return this.#received.needed(name)
  }
}

/** The address that was called; refused when nobody knows it whole. */
export function addressOf({ url }: Received): string {
  if (url !== undefined) return url
  throw new Refused('WEBHOOK_URL_MISSING', 'the address that was called is signed, and not known whole')
}

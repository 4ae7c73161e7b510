import { addressOf } from '../message/address-of.ts'
import type { Received } from '../message/received.ts'
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

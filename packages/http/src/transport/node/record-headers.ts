import type { ResponseHeaders } from '../transport.ts'

/** Headers as Node's HTTP clients give them: lower-case names; a header that came several times has a list. */
export type HeaderRecord = Readonly<Record<string, string | string[] | undefined>>

/** Reads headers where they are: a `Headers` is built only for who wants all of them. */
export class RecordHeaders implements ResponseHeaders {
  readonly #record: HeaderRecord
  #headers: Headers | undefined

  constructor(record: HeaderRecord) {
    this.#record = record
  }

  get(name: string): string | null {
    const key = name.toLowerCase()
    const value = Object.hasOwn(this.#record, key) ? this.#record[key] : undefined
    return value === undefined ? null : typeof value === 'string' ? value : value.join(', ')
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#record, name.toLowerCase())
  }

  getSetCookie(): string[] {
    return this.#all().getSetCookie()
  }

  forEach(callback: (value: string, key: string, parent: Headers) => void): void {
    for (const [key, value] of this.#all()) callback(value, key, this.#all())
  }

  keys(): HeadersIterator<string> {
    return this.#all().keys()
  }

  values(): HeadersIterator<string> {
    return this.#all().values()
  }

  entries(): HeadersIterator<[string, string]> {
    return this.#all().entries()
  }

  [Symbol.iterator](): HeadersIterator<[string, string]> {
    return this.#all()[Symbol.iterator]()
  }

  #all(): Headers {
    this.#headers ??= new Headers(
      Object.entries(this.#record).flatMap(([name, value]) =>
        [value ?? []].flat().map((one): [string, string] => [name, one]),
      ),
    )
    return this.#headers
  }
}

import { decodeUtf8 } from '../bytes/decode-utf8.ts'
import { Refused } from '../refusals/refused.ts'
import { parseJson } from './parse-json.ts'

/** A request that was received, read strictly. */
export class Received {
  readonly body: Uint8Array
  readonly method: string
  /** A header that stands there once; `undefined` when it is missing. */
  readonly header: (name: string) => string | undefined
  readonly #url: string | undefined
  #text: string | undefined
  #json: { readonly value: unknown } | undefined

  constructor(
    body: Uint8Array,
    header: (name: string) => string | undefined,
    url: string | undefined,
    method: string,
  ) {
    this.body = body
    this.header = header
    this.method = method
    this.#url = url
  }

  /** The address that was called, where it is known whole. */
  get url(): string | undefined {
    return this.#url !== undefined && URL.canParse(this.#url) ? this.#url : undefined
  }

  /** A header that must be there. */
  needed(name: string): string {
    const value = this.header(name)
    if (value === undefined) throw new Refused('WEBHOOK_HEADER_MISSING', `the header ${name} is missing`)
    return value
  }

  /** The body as text, without a byte order mark; refused when it is no UTF-8. */
  text(): string {
    this.#text ??= decodeUtf8(this.body)
    return this.#text
  }

  /** The body as JSON; `undefined` when it is empty. */
  json(): unknown {
    this.#json ??= { value: this.body.length === 0 ? undefined : parseJson(this.text()) }
    return this.#json.value
  }
}

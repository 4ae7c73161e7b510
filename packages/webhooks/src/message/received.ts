import { decodeUtf8 } from '../bytes/decode-utf8.ts'
import { Refused } from '../refusals/refused.ts'
import { type HeaderReader, headerReader } from './header-reader.ts'
import { parseJson } from './parse-json.ts'
import type { WebhookInput } from './webhook-input.ts'

/** A request that was received, read strictly. */
export class Received {
  readonly body: Uint8Array
  readonly method: string
  /** The address as the framework has it: some know only the path. */
  readonly address: string | undefined
  /** A header that stands there once; `undefined` when it is missing. */
  readonly header: HeaderReader
  /** Parses a body that is no JSON. */
  parseForm: ((text: string) => unknown) | undefined
  #event: { readonly value: unknown } | undefined

  /** @param body - of a request that comes before any body, none. */
  constructor({ headers, url, method = 'POST' }: WebhookInput, body: Uint8Array = new Uint8Array()) {
    this.body = body
    this.method = method
    this.address = url
    this.header = headerReader(headers)
  }

  /** A header that must be there. */
  needed(name: string, isList?: boolean): string {
    const value = this.header(name, isList)
    if (value === undefined) throw new Refused('WEBHOOK_HEADER_MISSING', name)
    return value
  }

  /** The body as text; refused when it is no UTF-8. */
  text(): string {
    return decodeUtf8(this.body)
  }

  /** The parsed body; `undefined` when it is empty. Refused when it is no JSON. */
  event(): unknown {
    if (this.#event === undefined) {
      const parse = this.parseForm ?? parseJson
      this.#event = { value: this.body.length === 0 ? undefined : parse(this.text()) }
    }
    return this.#event.value
  }

  /** What stands in the body at a dotted path, as text; `undefined` when nothing does, or no text or number. */
  at(path: string): string | undefined {
    const value = path.split('.').reduce(member, this.event())
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
}

function member(value: unknown, name: string): unknown {
  const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return holds ? (value as Record<string, unknown>)[name] : undefined
}

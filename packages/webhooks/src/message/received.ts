import { decodeUtf8 } from '../bytes/decode-utf8.ts'
import { Refused } from '../refusals/refused.ts'
import type { HeaderReader } from './header-reader.ts'
import { parseForm } from './parse-form.ts'
import { parseJson } from './parse-json.ts'

/** A request that was received, read strictly. */
export class Received {
  readonly body: Uint8Array
  readonly method: string
  readonly #headers: HeaderReader
  readonly #url: string | undefined
  #text: string | undefined
  #event: { readonly value: unknown } | undefined
  #takesForms = false

  constructor(body: Uint8Array, headers: HeaderReader, url: string | undefined, method: string) {
    this.body = body
    this.#headers = headers
    this.method = method
    this.#url = url
  }

  /** The address that was called, where it is known whole. */
  get url(): string | undefined {
    return this.#url !== undefined && URL.canParse(this.#url) ? this.#url : undefined
  }

  /** A parameter of the query; `undefined` when it is missing or there twice. */
  query(name: string): string | undefined {
    // Frameworks of Node.js know only the path.
    const [value, ...others] = URL.parse(this.#url ?? '', 'http://path.only')?.searchParams.getAll(name) ?? []
    return others.length === 0 ? value : undefined
  }

  /**
   * A header that stands there once; `undefined` when it is missing.
   *
   * @param isList - allows commas in it.
   */
  header(name: string, isList = false): string | undefined {
    return this.#headers.read(name, isList)
  }

  /** A header that must be there. */
  needed(name: string, isList = false): string {
    const value = this.#headers.read(name, isList)
    if (value === undefined) throw new Refused('WEBHOOK_HEADER_MISSING', `the header ${name} is missing`)
    return value
  }

  /** The body as text; refused when it is no UTF-8. */
  text(): string {
    this.#text ??= decodeUtf8(this.body)
    return this.#text
  }

  /** Lets the body be a form, where the request says that it is one. */
  takeForms(): void {
    this.#takesForms = true
  }

  /** The parsed body; `undefined` when it is empty. Refused when it is no JSON. */
  event(): unknown {
    if (this.#event === undefined) {
      const parse = this.#takesForms && this.isForm() ? parseForm : parseJson
      this.#event = { value: this.body.length === 0 ? undefined : parse(this.text()) }
    }
    return this.#event.value
  }

  /** Whether the body says that it is a form. */
  isForm(): boolean {
    return /^application\/x-www-form-urlencoded\b/i.test(this.header('content-type') ?? '')
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
